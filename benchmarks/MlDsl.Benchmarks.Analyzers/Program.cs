using MlDsl.Benchmarks.Analyzers;

// Without an argument everything; "ratios" the two that are held against their goals.
AnalyzerCost.Print(isWhole: args is not ["ratios"]);
