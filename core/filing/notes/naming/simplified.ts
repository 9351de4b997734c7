/** Characters in Simplified and in Traditional use, as far as names of bodies and places, and words of doubt and denial, are written in them. */
const pairs = [
  '万萬 与與 专專 业業 东東 两兩 个個 丰豐 临臨 为為 举舉 么麼 义義 乌烏 乐樂 书書 买買 争爭 于於 亏虧 云雲 亚亞 产產 亿億',
  '仅僅 从從 仓倉 仪儀 们們 价價 众眾 优優 会會 伟偉 传傳 伦倫 体體 余餘 债債 倾傾 偿償 储儲 党黨 兰蘭 关關 兴興 内內 军軍',
  '农農 冲衝 决決 净淨 准準 减減 刘劉 则則 创創 别別 制製 办辦 务務 动動 励勵 劳勞 势勢 勋勳 区區 医醫 华華 协協 单單 卖賣',
  '占佔 卢盧 卫衛 却卻 厂廠 厅廳 历歷 厉厲 压壓 县縣 参參 双雙 发發 变變 台臺 叶葉 号號 后後 吨噸 听聽 启啟 吴吳 员員 响響',
  '团團 国國 图圖 圆圓 场場 坚堅 垄壟 声聲 处處 备備 复復 头頭 夺奪 奖獎 奥奧 孙孫 学學 宁寧 宝寶 实實 审審 宫宮 宽寬 对對',
  '导導 将將 尔爾 届屆 属屬 币幣 师師 带帶 广廣 庆慶 应應 张張 归歸 当當 录錄 征徵 忧憂 态態 总總 战戰 执執 扩擴 护護 报報',
  '担擔 拟擬 择擇 损損 据據 数數 断斷 无無 时時 显顯 术術 杂雜 权權 条條 来來 杨楊 杰傑 极極 构構 标標 样樣 档檔 检檢 楼樓',
  '欧歐 毕畢 汇匯 汉漢 没沒 沪滬 泽澤 洁潔 测測 济濟 浏瀏 润潤 涨漲 渐漸 温溫 湾灣 满滿 滨濱 灵靈 点點 热熱 独獨 玛瑪 环環',
  '现現 电電 监監 码碼 础礎 确確 礼禮 离離 种種 积積 称稱 税稅 穷窮 竞競 签簽 简簡 类類 系係 紧緊 约約 级級 纪紀 纯純 纳納',
  '纺紡 纽紐 线線 组組 织織 绍紹 经經 结結 给給 络絡 绝絕 统統 续續 维維 综綜 缩縮 网網 罗羅 罚罰 职職 联聯 艺藝 节節 苏蘇',
  '范範 药藥 莱萊 获獲 营營 蓝藍 虑慮 虚虛 虽雖 补補 装裝 见見 观觀 规規 触觸 计計 订訂 认認 讨討 让讓 训訓 议議 讲講 许許',
  '论論 设設 证證 评評 识識 诉訴 试試 话話 该該 详詳 诬誣 误誤 说說 请請 诺諾 课課 谁誰 调調 谈談 谋謀 谎謊 谢謝 谣謠 谴譴',
  '贝貝 负負 贡貢 财財 责責 败敗 货貨 质質 购購 贸貿 费費 资資 赖賴 赛賽 赵趙 转轉 轮輪 软軟 轻輕 载載 较較 辉輝 辑輯 输輸',
  '边邊 辽遼 达達 过過 运運 还還 这這 进進 远遠 违違 连連 迟遲 适適 选選 递遞 邮郵 释釋 里裡 钢鋼 铁鐵 铜銅 铝鋁 银銀 链鏈',
  '销銷 锈鏽 锋鋒 错錯 锡錫 键鍵 镇鎮 镑鎊 长長 门門 闭閉 问問 间間 闻聞 闽閩 队隊 阳陽 阶階 际際 陆陸 陈陳 陕陝 险險 难難',
  '韧韌 韩韓 项項 顺順 须須 顾顧 顿頓 预預 领領 频頻 题題 额額 风風 馆館 马馬 驳駁 验驗 鲁魯 鲜鮮 麦麥 黄黃 齐齊 龙龍',
];
const simplifiedOf: ReadonlyMap<string, string> = new Map(
  pairs
    .flatMap(row => row.split(' '))
    .map(([simplified = '', traditional = '']) => [traditional, simplified]),
);
const traditional = new RegExp(`[${[...simplifiedOf.keys()].join('')}]`, 'gu');

/** A text with its Traditional characters in Simplified use, so that a name is found in either. Its length stays. */
export function simplified(text: string): string {
  return text.replace(traditional, character => simplifiedOf.get(character) ?? character);
}
