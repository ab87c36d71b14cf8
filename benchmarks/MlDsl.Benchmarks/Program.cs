using BenchmarkDotNet.Running;
using MlDsl.Benchmarks;
using MlDsl.Benchmarks.Costs;
using MlDsl.Benchmarks.Training;

if (args is ["onnx-overhead"]) OnnxAdapterOverhead.Compare();
else if (args is ["ratios"]) Ratios.Print();
else if (args is ["ratios", "real"]) Ratios.PrintReal();
else if (args is ["ratios-in-double"]) Ratios.PrintInDouble();
else if (args is ["train-widetext"]) WideText.Print();
else if (args is ["costs"]) OperatorCosts.Print();
else if (args is ["costs", .. var files]) OperatorCosts.PrintFiles(files);
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
