using MlDsl.Benchmarks.Analyzers;

// Without an argument everything; "ratios" the two that are held against their goals; "edit" the second of them alone.
if (args is ["edit"]) AnalyzerCost.PrintEdit();
else AnalyzerCost.Print(isWhole: args is not ["ratios"]);
