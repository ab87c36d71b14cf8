using BenchmarkDotNet.Running;
using MlDsl.Benchmarks;
using MlDsl.Benchmarks.Costs;
using MlDsl.Benchmarks.Nets;

if (args is ["onnx-overhead"]) OnnxAdapterOverhead.Compare();
else if (args is ["ratios"]) Ratios.Print();
else if (args is ["ratios", "real"]) Ratios.PrintReal();
else if (args is ["ratios", "real", var part]) Ratios.PrintReal(part);
else if (args is ["ratios", "forests"]) Ratios.PrintForests();
else if (args is ["ratios-in-double"]) Ratios.PrintInDouble();
else if (args is ["costs", "rows"]) DenseCosts.Print();
else if (args is ["costs"]) OperatorCosts.Print();
else if (args is ["costs", .. var files]) OperatorCosts.PrintFiles(files);
else if (args is ["nets", NetTable.First, var kind, var path, var sizes]) NetTable.PrintFirst(kind, path, sizes);
else if (args is ["nets", _, ..]) NetTable.Print(args[1..]);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
