using System.Diagnostics.CodeAnalysis;

namespace MlDsl.Onnx;

public abstract partial class CompiledCall
{
    /// <summary>The elements of an input whose shape is known: fixed, or batched (rows first, row-major). Write all of them.</summary>
    /// <exception cref="InvalidOperationException">The input's shape is open: give it with the elements.</exception>
    public Span<T> Input<T>(int index)
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented || input.IsOpen) ThrowInput(input);
        isWritten[index] = true;
        return Values<T>(inputs[index]);
    }

    /// <summary>Copies the elements of an input whose shape is known.</summary>
    /// <exception cref="ArgumentException">The length differs from the input's.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> elements)
    {
        Span<T> values = Input<T>(index);
        if (elements.Length != values.Length) ThrowLength(index, elements.Length);
        elements.CopyTo(values);
    }

    /// <summary>Copies the elements of an input of the given shape.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape, or the shape does not fit the file's declaration.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> elements, ReadOnlySpan<long> shape)
    {
        Shape(index, shape);
        Span<T> values = Values<T>(inputs[index]);
        if (elements.Length != values.Length) ThrowLength(index, elements.Length);
        elements.CopyTo(values);
    }

    /// <summary>Writes all strings of an input whose shape is known.</summary>
    /// <exception cref="ArgumentException">The number of strings differs from the input's, or one is null.</exception>
    public void SetText(int index, ReadOnlySpan<string> texts)
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented || input.IsOpen) ThrowInput(input);
        isWritten[index] = true;
        WriteTexts(index, texts);
    }

    /// <summary>Writes all strings of an input of the given shape.</summary>
    /// <exception cref="ArgumentException">The number of strings is not that of the shape, the shape does not fit, or one is null.</exception>
    public void SetText(int index, ReadOnlySpan<string> texts, ReadOnlySpan<long> shape)
    {
        Shape(index, shape);
        WriteTexts(index, texts);
    }

    /// <summary>Writes one string of an input whose shape is known.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The input has no such position.</exception>
    public void SetText(int index, int position, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<string> texts = Input<string>(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)texts.Length, nameof(position));
        texts[position] = text;
    }

    private void Shape(int index, ReadOnlySpan<long> shape)
    {
        CompiledInput input = model.Inputs[index];
        if (!isRented || input.Info.Kind != OnnxKind.Tensor) ThrowInput(input);
        if (!Shapes.Fits(shape, input.Info.Shape)) ThrowShape(input, shape);
        inputs[index].Resize(shape);
        isWritten[index] = true;
    }

    private void WriteTexts(int index, ReadOnlySpan<string> texts)
    {
        Span<string> values = Values<string>(inputs[index]);
        if (texts.Length != values.Length) ThrowLength(index, texts.Length);
        for (int i = 0; i < values.Length; i++)
        {
            if (texts[i] is null) ThrowAbsent(index, i);
            values[i] = texts[i];
        }
    }

    [DoesNotReturn]
    private void ThrowAbsent(int index, int position) =>
        throw new ArgumentException($"{ModelName}: string {position} of the input '{model.Inputs[index].Info}' is null");

    [DoesNotReturn]
    private void ThrowInput(CompiledInput input)
    {
        ThrowIfReturned();
        throw input.Info.Kind == OnnxKind.Map
            ? new InvalidOperationException($"{ModelName}: the input '{input.Info}' is no tensor; give it with SetMap")
            : new InvalidOperationException($"{ModelName}: the shape of the input '{input.Info}' is open; give it with the elements");
    }

    [DoesNotReturn]
    private void ThrowShape(CompiledInput input, ReadOnlySpan<long> shape) =>
        throw new ArgumentException($"{ModelName}: the shape {Shapes.Text(shape)} does not fit the input '{input.Info}'", nameof(shape));

    [DoesNotReturn]
    private void ThrowLength(int index, int length) => throw new ArgumentException(
        $"{ModelName}: {length} elements are given for the input '{model.Inputs[index].Info}'; {inputs[index].Length} are expected for the shape {Shapes.Text(inputs[index].Shape)}");
}
