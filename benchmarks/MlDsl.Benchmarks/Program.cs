using BenchmarkDotNet.Running;
using MlDsl.Benchmarks;

if (args is ["onnx-overhead"]) OnnxAdapterOverhead.Compare();
else if (args is ["ratios"]) Ratios.Print();
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
