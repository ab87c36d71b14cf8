using BenchmarkDotNet.Running;
using MlDsl.Benchmarks;

if (args is ["onnx-overhead"]) OnnxAdapterOverhead.Compare();
else BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
