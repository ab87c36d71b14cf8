using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// A value outside a binding's buffers: what sequences, maps and optionals are made of. Making and reading one allocates; tensors that
/// matter for speed go through <see cref="OnnxBinding"/>'s spans. Safe to read from several threads; dispose it when done.
/// </summary>
public sealed unsafe partial class OnnxValue : IDisposable
{
    private readonly ValueHandle handle;

    internal OnnxValue(OrtApi api, nint value)
    {
        handle = new ValueHandle(api, value);
        int has, kind;
        api.Check(api.HasValue(value, &has));

        // An absent optional is typed like its content, but asking for the shape it does not have ends the process.
        Kind = OnnxKind.Optional;
        if (has == 0) return;
        api.Check(api.GetValueType(value, &kind));
        Kind = (OnnxKind)kind;
        if (Kind is not OnnxKind.Tensor) return;
        nint tensor;
        api.Check(api.GetTensorTypeAndShape(value, &tensor));
        (ElementType, OnnxDimension[] shape) = SessionDescription.ReadTensor(api, tensor);
        api.ReleaseTensorTypeAndShapeInfo(tensor);
        Shape = Array.ConvertAll(shape, static size => size.Size);
    }

    /// <summary>Tensor, sequence, map; <see cref="OnnxKind.Optional"/> stands for an absent optional.</summary>
    public OnnxKind Kind { get; }

    /// <summary>The type of a tensor's elements; undefined for other kinds.</summary>
    public OnnxElementType ElementType { get; }

    /// <summary>The sizes of a tensor; empty for a scalar and for other kinds.</summary>
    public IReadOnlyList<long> Shape { get; } = [];

    internal nint Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(handle.IsClosed, this);
            return handle.Pointer;
        }
    }

    private OrtApi Api => handle.Api;

    /// <summary>The number of elements of a tensor, of values of a sequence, or of pairs of a map.</summary>
    public int Count
    {
        get
        {
            if (Kind == OnnxKind.Tensor) return Shapes.Count([.. Shape]);
            if (Kind == OnnxKind.Map)
            {
                using OnnxValue keys = Keys();
                return keys.Count;
            }
            nuint count;
            Api.Check(Api.GetValueCount(Pointer, &count));
            GC.KeepAlive(this);
            return checked((int)count);
        }
    }

    /// <summary>A value of a sequence; the caller disposes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no value of that number.</exception>
    /// <exception cref="InvalidOperationException">This is not a sequence.</exception>
    public OnnxValue Item(int index)
    {
        Require(OnnxKind.Sequence);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return Part(index);
    }

    /// <summary>The keys of a map, a tensor of strings or longs; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">This is not a map.</exception>
    public OnnxValue Keys()
    {
        Require(OnnxKind.Map);
        return Part(0);
    }

    /// <summary>The values of a map, in the order of its keys; the caller disposes it.</summary>
    /// <exception cref="InvalidOperationException">This is not a map.</exception>
    public OnnxValue Values()
    {
        Require(OnnxKind.Map);
        return Part(1);
    }

    /// <summary>The elements of a tensor that is not of strings. The span ends with this object: keep it alive while reading.</summary>
    /// <exception cref="InvalidOperationException">This is not a tensor of <typeparamref name="T"/>.</exception>
    public ReadOnlySpan<T> Span<T>()
        where T : unmanaged
    {
        Require(OnnxKind.Tensor);
        if (!TensorElement.Is<T>(ElementType))
            throw new InvalidOperationException($"The elements are {TensorElement.CSharp(ElementType)}, not {typeof(T).Name}");
        void* data;
        Api.Check(Api.GetTensorMutableData(Pointer, &data));
        return new ReadOnlySpan<T>(data, (int)TensorElement.Length(ElementType, Count));
    }

    /// <summary>The elements of a tensor of strings.</summary>
    /// <exception cref="InvalidOperationException">This is not a tensor of strings.</exception>
    public string[] Text()
    {
        Require(OnnxKind.Tensor);
        if (ElementType != OnnxElementType.String)
            throw new InvalidOperationException($"The elements are {TensorElement.CSharp(ElementType)}, not string");
        using var reader = new TextReader(Api);
        reader.Read(Pointer, Count);
        var texts = new string[Count];
        for (int i = 0; i < texts.Length; i++) texts[i] = reader.Text(i);
        GC.KeepAlive(this);
        return texts;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    /// <summary>Keeps the native value beyond <see cref="Dispose"/>.</summary>
    /// <exception cref="ObjectDisposedException">The value has been disposed.</exception>
    internal void AddReference()
    {
        bool added = false;
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        handle.DangerousAddRef(ref added);
    }

    internal void ReleaseReference() => handle.DangerousRelease();

    private OnnxValue Part(int index)
    {
        nint part;
        Api.Check(Api.GetValue(Pointer, index, Api.DefaultAllocator, &part));
        GC.KeepAlive(this);
        return new OnnxValue(Api, part);
    }

    private void Require(OnnxKind kind)
    {
        if (Kind != kind) throw new InvalidOperationException($"The value is a {Kind}, not a {kind}");
    }

    private sealed class ValueHandle : SafeHandle
    {
        public ValueHandle(OrtApi api, nint value)
            : base(0, ownsHandle: true)
        {
            Api = api;
            SetHandle(value);
        }

        public OrtApi Api { get; }

        public nint Pointer => handle;

        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            Api.ReleaseValue(handle);
            return true;
        }
    }
}
