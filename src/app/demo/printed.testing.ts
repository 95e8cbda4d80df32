/**
 * The printed figures of the annual report 2024: statement, row, and the printed values by column. Where the report
 * contradicts itself the value is what its own sums give.
 */
export const printed: Readonly<
  Record<
    string,
    { readonly columns: string; readonly rows: Readonly<Record<string, readonly (number | string)[]>> }
  >
> = {
  summary: {
    columns: "actual budget variance previous previous2",
    rows: {
      revenue: [1341.8, 1295.7, 46.1, 1286.7, 1267.9],
      cost: [-1373.6, -1331.2, -42.4, -1319.6, -1289.7],
      grant: [35.5, 35.5, 0, 37, 21.8],
      "intra-grant": [0, 0, 0, 0, 0],
      result: [3.7, 0, 3.7, 4.1, 0],
    },
  },
  departments: {
    columns: "actual forecast",
    rows: {
      infrastructure: [-19.5, -3.3],
      "shared-services": [9.4, -2.7],
      steering: [7.6, 4.3],
      "steering-common": [20.4, 15.6],
      "service-centre": [4, 6.1],
      change: [-3.7, 0],
      "before-settlement": [18.2, 20],
      settlement: [-14.5, 0],
      result: [3.7, 20],
    },
  },
  "core-services": {
    columns: "actual budget variance previous",
    rows: {
      finance: [51.8, 53.2, 1.4, 42.7],
      hr: [128.3, 138.6, 10.3, 110.2],
      kls: [64.6, 73.6, 9, 59.1],
      infrastructure: [719.1, 726.8, 7.7, 669.5],
      total: [963.8, 992.2, 28.4, 881.5],
    },
  },
  "change-initiatives": {
    columns: "actual budget variance previous",
    rows: {
      finance: [0, 0, 0, 0],
      hr: [0, 0, 0, 6.6],
      kls: [18.8, 19, 0.2, 41.3],
      infrastructure: [51.7, 47.8, -3.9, 37.8],
      total: [70.5, 66.8, -3.7, 85.7],
    },
  },
  income: {
    columns: "actual budget previous",
    rows: {
      "core-operation": [244.7, 265.5, 212],
      "infrastructure-operation": [719.1, 726.7, 669.5],
      operation: [963.8, 992.2, 881.5],
      "core-change": [18.8, 19, 47.9],
      "infrastructure-change": [51.7, 47.8, 37.8],
      change: [70.5, 66.8, 85.7],
      "operation-and-change": [1034.3, 1059, 967.2],
      "sister-procurement": [11, 11.1, 10.5],
      "sister-dm": [31.2, 31.9, 28.3],
      "service-card": [11.9, 13.1, 11.7],
      "accounting-services": [0, 0, 25.9],
      additional: [289.5, 246.7, 275.4],
      "municipal-grant": [35.5, 35.5, 37],
      revenue: [1413.4, 1397.3, 1356],
      staff: [-528.2, -554.6, -510.1],
      consultants: [-109.2, -118.9, -127.6],
      it: [-643.2, -603.6, -564],
      other: [-126.7, -118.3, -147.6],
      financial: [-2.4, -1.9, -2.6],
      costs: [-1409.7, -1397.3, -1351.9],
      result: [3.7, 0, 4.1],
    },
  },
  balance: {
    columns: "actual previous",
    rows: {
      "fixed-assets": [0, 0],
      receivables: [35.5, 168.9],
      "other-receivables": [-2270.2, -2161.6],
      prepaid: [133.4, 175.9],
      cash: [2261.6, 2045.4],
      assets: [160.3, 228.6],
      "opening-equity": [11, 11],
      result: [3.7, 4.1],
      equity: [14.7, 15.1],
      payables: [83.2, 101.3],
      "other-liabilities": [17.8, 18.6],
      accrued: [44.6, 93.6],
      // The report prints the total here; its own rows give this.
      "current-liabilities": [145.6, 213.5],
      "equity-and-liabilities": [160.3, 228.6],
    },
  },
  equity: {
    columns: "actual previous",
    rows: { transfer: [-4.1, 0], opening: [11, 11], result: [3.7, 4.1], closing: [14.7, 15.1] },
  },
  growth: {
    columns: "actual previous previous2",
    rows: {
      revenue: ["4.0", "2.6", "9.4"],
      staff: ["3.5", "1.2", "0.2"],
      // 2024 as the books have it; the report prints -15.9, 10.5 and 4.6.
      consultants: ["-14.4", "-15.4", "13.2"],
      it: ["14.0", "13.3", "18.2"],
      other: ["-14.2", "4.2", "9.0"],
    },
  },
  kpi: {
    columns: "actual previous",
    rows: {
      services: ["57", "51"],
      "agreements-departments": ["100", "100"],
      "agreements-companies": ["44", "40"],
      customers: ["52", "52"],
      consolidation: ["35", "35"],
    },
  },
};
