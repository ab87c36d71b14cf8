#nullable disable
using System;
using System.Collections.Generic;

namespace Microsoft.ML.OnnxRuntime
{
    public class SessionOptions : IDisposable
    {
        public void AppendExecutionProvider_CPU(int useArena = 1) { }
        public void AppendExecutionProvider_CUDA(int deviceId = 0) { }
        public void AppendExecutionProvider_Tensorrt(int deviceId = 0) { }
        public void AppendExecutionProvider_DML(int deviceId = 0) { }
        public static SessionOptions MakeSessionOptionWithCudaProvider(int deviceId = 0) => default;
        public void Dispose() { }
    }

    public class RunOptions : IDisposable
    {
        public void Dispose() { }
    }

    public class InferenceSession : IDisposable
    {
        public InferenceSession(string modelPath) { }
        public InferenceSession(string modelPath, SessionOptions options) { }
        public InferenceSession(byte[] model) { }
        public InferenceSession(byte[] model, SessionOptions options) { }
        public IReadOnlyDictionary<string, NodeMetadata> InputMetadata => default;
        public IReadOnlyDictionary<string, NodeMetadata> OutputMetadata => default;
        public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(IReadOnlyCollection<NamedOnnxValue> inputs) => default;
        public IDisposableReadOnlyCollection<DisposableNamedOnnxValue> Run(IReadOnlyCollection<NamedOnnxValue> inputs, IReadOnlyCollection<string> outputNames) => default;
        public IDisposableReadOnlyCollection<OrtValue> Run(RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues, IReadOnlyCollection<string> outputNames) => default;
        public void Run(RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues, IReadOnlyCollection<string> outputNames, IReadOnlyCollection<OrtValue> outputValues) { }
        public OrtIoBinding CreateIoBinding() => default;
        public void RunWithBinding(RunOptions runOptions, OrtIoBinding ioBinding) { }
        public IDisposableReadOnlyCollection<OrtValue> Run(RunOptions runOptions, IReadOnlyDictionary<string, OrtValue> inputs, IReadOnlyCollection<string> outputNames) => default;
        public void Dispose() { }
    }

    public class OrtIoBinding : IDisposable
    {
        public void BindInput(string name, OrtValue ortValue) { }
        public string[] GetOutputNames() => default;
        public void Dispose() { }
    }

    public sealed class NodeMetadata { }

    public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IReadOnlyList<T>, IDisposable { }

    public class NamedOnnxValue
    {
        public string Name => default;
        public static NamedOnnxValue CreateFromTensor<T>(string name, Tensors.Tensor<T> value) => default;
        public Tensors.Tensor<T> AsTensor<T>() => default;
        public IEnumerable<T> AsEnumerable<T>() => default;
    }

    public class DisposableNamedOnnxValue : NamedOnnxValue, IDisposable
    {
        public void Dispose() { }
    }

    public class OrtValue : IDisposable
    {
        public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape) where T : unmanaged => default;
        public static OrtValue CreateSequence(ICollection<OrtValue> ortValues) => default;
        public ReadOnlySpan<T> GetTensorDataAsSpan<T>() where T : unmanaged => default;
        public void Dispose() { }
    }
}

namespace Microsoft.ML.OnnxRuntime.Tensors
{
    public abstract class Tensor<T> : IEnumerable<T>
    {
        public IEnumerator<T> GetEnumerator() => default;
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => default;
    }

    public class DenseTensor<T> : Tensor<T>
    {
        public DenseTensor(Memory<T> memory, ReadOnlySpan<int> dimensions) { }
        public DenseTensor(ReadOnlySpan<int> dimensions) { }
    }
}
