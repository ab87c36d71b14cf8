namespace MlDsl.Onnx;

public sealed unsafe partial class OnnxBinding
{
    /// <summary>The elements of an output, row-major. Valid until the binding runs again or is disposed.</summary>
    /// <typeparam name="T">The element's C# type; <see cref="byte"/> for eight-bit and (two to a byte) four-bit types.</typeparam>
    /// <param name="index">The output's position in the file.</param>
    /// <exception cref="ArgumentException">The output's elements are of another type.</exception>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    /// <exception cref="OnnxRuntimeException">The output is no tensor, or is an absent optional.</exception>
    public ReadOnlySpan<T> Output<T>(int index)
        where T : unmanaged
    {
        OutputSlot output = outputs[index];
        if (!completed || output.Length < 0) Read(output);
        if (!TensorElement.Is<T>(output.Element)) ThrowOutput(output, TensorElement.CSharp<T>());
        return new ReadOnlySpan<T>(output.Data, output.Length);
    }

    /// <summary>Copies an output.</summary>
    /// <exception cref="ArgumentException">The length differs from the output's, or its elements are of another type.</exception>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    /// <exception cref="OnnxRuntimeException">The output is no tensor, or is an absent optional.</exception>
    public void CopyOutput<T>(int index, Span<T> destination)
        where T : unmanaged
    {
        ReadOnlySpan<T> source = Output<T>(index);
        if (source.Length != destination.Length) ThrowLength(outputs[index], destination.Length);
        Copy(source, destination);
    }

    /// <summary>The sizes of an output; empty for a scalar. Valid until the binding runs again or is disposed.</summary>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    /// <exception cref="OnnxRuntimeException">The output is no tensor, or is an absent optional.</exception>
    public ReadOnlySpan<long> OutputShape(int index)
    {
        OutputSlot output = outputs[index];
        if (!completed || output.Length < 0) Read(output);
        return output.Shape;
    }

    /// <summary>The elements of an output: as many as its shape says, of strings too; half as many bytes for four-bit types.</summary>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    /// <exception cref="OnnxRuntimeException">The output is no tensor, or is an absent optional.</exception>
    public int OutputLength(int index)
    {
        OutputSlot output = outputs[index];
        if (!completed || output.Length < 0) Read(output);
        return output.Length;
    }

    /// <summary>Whether an output of an optional type is there; true for every other output.</summary>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    public bool HasOutput(int index)
    {
        if (!completed || state != Rented) ThrowNotCompleted();
        return outputs[index].IsPredicted || outputs[index].HasValue();
    }

    /// <summary>One string of an output; a string that repeats from call to call at its position is the same object.</summary>
    /// <param name="index">The output's position in the file.</param>
    /// <param name="position">The string's position in the output, row-major.</param>
    /// <exception cref="ArgumentException">The output is not of strings.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The output has no such position.</exception>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    public string OutputText(int index, int position) => TextOutput(index).Text.Text(position);

    /// <summary>Copies an output of strings.</summary>
    /// <exception cref="ArgumentException">The length differs from the output's, or it is not of strings.</exception>
    /// <exception cref="InvalidOperationException">The binding has not run.</exception>
    public void CopyOutputText(int index, Span<string> destination)
    {
        OutputSlot output = TextOutput(index);
        if (output.Length != destination.Length) ThrowLength(output, destination.Length);
        for (int i = 0; i < destination.Length; i++) destination[i] = output.Text.Text(i);
    }

    /// <summary>
    /// An output as a value of its own, for sequences, maps and optionals; the caller disposes it. It outlives the binding. A second
    /// call for the same output, after one run, finds nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The binding has not run, or the value was taken already.</exception>
    public OnnxValue OutputValue(int index)
    {
        if (!completed || state != Rented) ThrowNotCompleted();
        OutputSlot output = outputs[index];
        if (output.IsCopy) return output.Copy();
        nint value = output.Detach();
        return value != 0
            ? new OnnxValue(api, value)
            : throw new InvalidOperationException($"{session.Name}: the output '{output.Info}' was taken already, or is absent");
    }

    private OutputSlot TextOutput(int index)
    {
        OutputSlot output = outputs[index];
        if (!completed || output.Length < 0) Read(output);
        if (output.Element != OnnxElementType.String) ThrowOutput(output, "string");
        return output;
    }

    private void Read(OutputSlot output)
    {
        if (!completed || state != Rented) ThrowNotCompleted();
        output.Read();
    }

    private void ThrowNotCompleted()
    {
        if (state != Rented) ThrowNotRented();
        throw new InvalidOperationException($"{session.Name}: outputs are there after Run has ended well, and not before");
    }

    private void ThrowOutput(OutputSlot output, string type) =>
        throw new ArgumentException(
            $"{session.Name}: the output '{output.Info}' gives {TensorElement.CSharp(output.Element)}, not {type}");

    private void ThrowLength(OutputSlot output, int length) =>
        throw new ArgumentException(
            $"{session.Name}: the output '{output.Info}' has {output.Length} elements in the shape {Shapes.Text(output.Shape)}; "
            + $"the destination has {length}");
}
