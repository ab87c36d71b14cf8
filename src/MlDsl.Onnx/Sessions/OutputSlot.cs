using System.Runtime.InteropServices;
using MlDsl.Onnx.Native;

namespace MlDsl.Onnx;

/// <summary>
/// One output of one binding. A predicted output lies in a buffer of ours that the runtime writes into; any other is a value that
/// the runtime makes in each run.
/// </summary>
internal sealed unsafe class OutputSlot
{
    private readonly SessionHandle session;
    private readonly SessionFacts plan;
    private readonly int index;
    private readonly bool isDeclared;
    private readonly bool isInput;

    // Not the session's: the runtime writes an output that lies in pinned memory in place, and then fails to copy it onto itself.
    private readonly HostMemory memory;
    private AlignedBuffer buffer;
    private long[] shape = [];
    private TextReader? text;

    public OutputSlot(SessionHandle session, SessionFacts plan, int index)
    {
        this.session = session;
        memory = session.Api.Processor;
        buffer = new AlignedBuffer(memory);
        this.plan = plan;
        this.index = index;
        Info = plan.Signature.Outputs[index];
        isDeclared = plan.IsPredictable(index);
        isInput = plan.IsInput(index) && Info.Kind == OnnxKind.Tensor;
        IsBatched = plan.IsBatchedInput(Info);
        Element = Info.ElementType;
    }

    public OnnxValueInfo Info { get; }

    /// <summary>The type of the elements: as declared when predicted, else as found in the value.</summary>
    public OnnxElementType Element { get; private set; }

    public bool IsPredicted { get; private set; }

    public bool IsBatched { get; }

    /// <summary>Whether the elements, not the value, are this output's own: predicted, or copied from an input.</summary>
    public bool IsCopy => IsPredicted || isInput;

    /// <summary>The native value; 0 before a run that makes it, and for an absent optional.</summary>
    public nint Value { get; private set; }

    public void* Data { get; private set; }

    /// <summary>C# elements; -1 as long as the value is not looked at.</summary>
    public int Length { get; private set; } = -1;

    public ReadOnlySpan<long> Shape => shape;

    /// <summary>Gives a predicted output a number of rows, in a buffer for at least <paramref name="capacity"/>.</summary>
    public void SetRows(int rows, int capacity)
    {
        IsPredicted = isDeclared && !plan.IsUnpredictable(index);
        if (!IsPredicted || (Value != 0 && (!IsBatched || shape[0] == rows))) return;
        Element = Info.ElementType;
        Span<long> sizes = stackalloc long[Info.Shape!.Count];
        for (int i = 0; i < sizes.Length; i++) sizes[i] = Info.Shape[i].Size;
        if (IsBatched) sizes[0] = capacity;
        buffer.Reserve((nuint)(Elements(sizes) * TensorElement.Size(Element)));
        if (IsBatched) sizes[0] = rows;
        ReleaseValue();
        nint value;
        long length = Elements(sizes);
        var bytes = (nuint)(length * TensorElement.Size(Element));
        OrtApi api = session.Api;
        fixed (long* s = sizes)
            api.Check(
                api.CreateTensorWithDataAsOrtValue(memory.Info, buffer.Data, bytes, s, (nuint)sizes.Length, (int)Element, &value),
                plan.Name);
        Value = value;
        Data = buffer.Data;
        Length = (int)length;
        if (shape.Length == sizes.Length) sizes.CopyTo(shape);
        else shape = sizes.ToArray();
    }

    /// <summary>Gives up the prediction: from now on the runtime makes the value.</summary>
    public void StopPredicting()
    {
        if (!IsPredicted) return;
        ReleaseValue();
        buffer.Free();
        IsPredicted = false;
    }

    /// <summary>Takes what the runtime made. What lies in an input's memory is copied: the caller may write there again.</summary>
    public void Take(nint value)
    {
        Value = value;
        if (!isInput || value == 0) return;
        Read();
        if (Element == OnnxElementType.String) return;
        var bytes = (nuint)((long)Length * TensorElement.Size(Element));
        buffer.Reserve(bytes);
        NativeMemory.Copy(Data, buffer.Data, bytes);
        Data = buffer.Data;
    }

    /// <summary>A value with a copy of the elements.</summary>
    public OnnxValue Copy()
    {
        if (Length < 0) Read();
        if (Element != OnnxElementType.String) return OnnxValue.Copy(new(Data, Length * TensorElement.Size(Element)), shape, Element);
        var texts = new string[Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = Text.Text(i);
        return OnnxValue.Tensor(texts, shape);
    }

    /// <summary>Hands the runtime's value to the caller.</summary>
    public nint Detach()
    {
        nint value = Value;
        Value = 0;
        Length = -1;
        return value;
    }

    /// <summary>Looks at what the runtime made.</summary>
    /// <exception cref="OnnxRuntimeException">It is no tensor.</exception>
    public void Read()
    {
        OrtApi api = session.Api;
        if (!HasValue()) throw Unexpected("is an absent optional");
        int kind, element;
        nint tensor;
        nuint rank;
        api.Check(api.GetValueType(Value, &kind), plan.Name);
        if ((OnnxKind)kind != OnnxKind.Tensor)
            throw Unexpected($"is a {(OnnxKind)kind}; read it with OutputValue or CopyClassScores");
        api.Check(api.GetTensorTypeAndShape(Value, &tensor), plan.Name);
        api.Check(api.GetTensorElementType(tensor, &element), plan.Name);
        api.Check(api.GetDimensionsCount(tensor, &rank), plan.Name);
        if (shape.Length != (int)rank) shape = new long[rank];
        fixed (long* s = shape) api.Check(api.GetDimensions(tensor, s, rank), plan.Name);
        api.ReleaseTensorTypeAndShapeInfo(tensor);
        Element = (OnnxElementType)element;
        int length = (int)Elements(shape);
        if (Element == OnnxElementType.String)
        {
            text ??= new TextReader(api);
            text.Read(Value, length);
        }
        else
        {
            void* data;
            api.Check(api.GetTensorMutableData(Value, &data), plan.Name);
            Data = data;
        }
        Length = length;
    }

    /// <summary>The strings that <see cref="Read"/> took.</summary>
    public TextReader Text => text!;

    public bool HasValue()
    {
        if (Value == 0) return false;
        int has;
        session.Api.Check(session.Api.HasValue(Value, &has), plan.Name);
        return has != 0;
    }

    /// <summary>Frees what the last run made; a predicted output keeps its buffer.</summary>
    public void EndCall()
    {
        if (!IsPredicted) ReleaseValue();
    }

    public void Free()
    {
        ReleaseValue();
        buffer.Free();
        text?.Dispose();
        text = null;
    }

    private OnnxRuntimeException Unexpected(string text) =>
        new(OnnxErrorCode.UnexpectedResult, plan.Name, $"the output '{Info}' {text}");

    private void ReleaseValue()
    {
        if (Value != 0) session.Api.ReleaseValue(Value);
        Value = 0;
        Length = -1;
    }

    private long Elements(ReadOnlySpan<long> sizes) => TensorElement.Length(Element, Shapes.Count(sizes));
}
