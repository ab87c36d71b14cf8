using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>One input of one binding: its buffer, its native value, and whether this call has written it.</summary>
internal sealed unsafe class InputSlot
{
    private readonly SessionHandle session;
    private readonly string model;
    private AlignedBuffer buffer;
    private long[] shape = [];
    private bool shaped;

    public InputSlot(SessionHandle session, SessionFacts plan, int index)
    {
        this.session = session;
        buffer = new AlignedBuffer(session.Memory);
        model = plan.Name;
        Info = plan.Signature.Inputs[index];
        Element = Info.Kind == OnnxKind.Tensor ? Info.ElementType : OnnxElementType.Undefined;
        IsBatched = plan.IsBatchedInput(Info);
        IsFixed = Info is { Kind: OnnxKind.Tensor, Shape: { } declared } && declared.All(size => size.IsFixed);
        IsOpen = !IsFixed && !IsBatched;
    }

    public OnnxValueInfo Info { get; }

    /// <summary>Undefined when the input is no tensor.</summary>
    public OnnxElementType Element { get; }

    public bool IsBatched { get; }

    public bool IsFixed { get; }

    /// <summary>Whether each call gives the shape.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether a call gave a shape to what the runtime calls a scalar, its word for a tensor of any rank as well.</summary>
    public bool IsReshaped => IsFixed && shaped && shape.Length != Info.Shape!.Count;

    /// <summary>The native value; owned, except for a value that the caller gave.</summary>
    public nint Value { get; private set; }

    /// <summary>A value the caller gave instead of a shape and elements.</summary>
    public OnnxValue? Given { get; private set; }

    /// <summary>Whether the value was made of the caller's map, for this call alone.</summary>
    public bool IsMade { get; private set; }

    /// <summary>Whether the caller left an optional input out.</summary>
    public bool IsLeftOut { get; private set; }

    public void* Data => buffer.Data;

    /// <summary>C# elements; -1 as long as the input has no shape.</summary>
    public int Length { get; private set; } = -1;

    /// <summary>The call that wrote this input last, and how many of its strings.</summary>
    public int Call;
    public int TextsWritten;

    public bool IsText => Element == OnnxElementType.String;

    public long Rows => shape.Length > 0 ? shape[0] : 1;

    public ReadOnlySpan<long> Shape => shape;

    /// <summary>Leaves an optional input out.</summary>
    public void LeaveOut()
    {
        Release();
        IsLeftOut = true;
    }

    /// <summary>Gives the input a number of rows, in a buffer for at least <paramref name="capacity"/>.</summary>
    public void SetRows(int rows, int capacity)
    {
        Span<long> sizes = stackalloc long[Info.Shape!.Count];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = Info.Shape[i].Size;
        if (IsBatched) sizes[0] = capacity;
        if (!IsText) buffer.Reserve((nuint)(Elements(sizes) * TensorElement.Size(Element)));
        if (IsBatched) sizes[0] = rows;
        SetShape(sizes);
    }

    /// <summary>Gives the input a shape; true when the native value is another one now.</summary>
    /// <exception cref="ArgumentException">The shape does not fit the declaration.</exception>
    public bool SetShape(ReadOnlySpan<long> sizes)
    {
        if (shaped && Given is null && sizes.SequenceEqual(shape)) return false;
        if (!Shapes.Fits(sizes, Info.Shape))
            throw new ArgumentException($"{model}: the shape {Shapes.Text(sizes)} does not fit the input '{Info}'");
        long length = Elements(sizes);
        Release();
        nint value;
        OrtApi api = session.Api;
        fixed (long* s = sizes)
        {
            if (IsText)
            {
                api.Check(api.CreateTensorAsOrtValue(api.DefaultAllocator, s, (nuint)sizes.Length, (int)Element, &value), model);
            }
            else
            {
                nuint bytes = (nuint)(length * TensorElement.Size(Element));
                buffer.Reserve(bytes);
                api.Check(
                    api.CreateTensorWithDataAsOrtValue(
                        session.Memory.Info, buffer.Data, bytes, s, (nuint)sizes.Length, (int)Element, &value),
                    model);
            }
        }
        Value = value;
        if (shape.Length == sizes.Length) sizes.CopyTo(shape);
        else shape = sizes.ToArray();
        shaped = true;
        Length = (int)length;
        return true;
    }

    /// <summary>Takes the caller's value; it lives until <see cref="Release"/>, even if the caller disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The value has been disposed.</exception>
    public void Give(OnnxValue value)
    {
        value.AddReference();
        Release();
        Given = value;
        Value = value.Pointer;
    }

    /// <summary>Takes a value that was made for this input; it lives until <see cref="Release"/>, which frees it.</summary>
    public void Own(nint value)
    {
        Release();
        IsMade = true;
        Value = value;
    }

    /// <summary>Frees the native value, or lets go of the caller's.</summary>
    public void Release()
    {
        if (Given is not null) Given.ReleaseReference();
        else if (Value != 0) session.Api.ReleaseValue(Value);
        Given = null;
        IsMade = false;
        IsLeftOut = false;
        Value = 0;
        shaped = false;
        Length = -1;
    }

    public void Free()
    {
        Release();
        buffer.Free();
    }

    private long Elements(ReadOnlySpan<long> sizes) => TensorElement.Length(Element, Shapes.Count(sizes));
}
