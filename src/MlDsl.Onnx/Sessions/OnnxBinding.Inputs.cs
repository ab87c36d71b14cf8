using System.Runtime.CompilerServices;

namespace MlDsl.Onnx;

public sealed unsafe partial class OnnxBinding
{
    /// <summary>
    /// The elements of an input whose shape is known: fixed, or batched (rows first, row-major). Write all of them; they hold what the
    /// last call left.
    /// </summary>
    /// <typeparam name="T">The element's C# type; <see cref="byte"/> for eight-bit and (two to a byte) four-bit types.</typeparam>
    /// <param name="index">The input's position in the file.</param>
    /// <exception cref="ArgumentException">The input's elements are of another type.</exception>
    /// <exception cref="InvalidOperationException">The input's shape is open: give it with the overload that takes one.</exception>
    public Span<T> Input<T>(int index)
        where T : unmanaged
    {
        InputSlot input = NumericInput<T>(index);
        MarkWritten(input);
        return new Span<T>(input.Data, input.Length);
    }

    /// <summary>The elements of an input of the given shape.</summary>
    /// <param name="index">The input's position in the file.</param>
    /// <param name="shape">The sizes; empty for a scalar. For a batched input, the first is <see cref="Rows"/>.</param>
    /// <exception cref="ArgumentException">The shape does not fit the file's declaration, or the elements are of another type.</exception>
    public Span<T> Input<T>(int index, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        InputSlot input = ShapedInput<T>(index, shape);
        MarkWritten(input);
        return new Span<T>(input.Data, input.Length);
    }

    /// <summary>Copies the elements of an input whose shape is known.</summary>
    /// <exception cref="ArgumentException">The length differs from the input's, or the elements are of another type.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> elements)
        where T : unmanaged
    {
        InputSlot input = NumericInput<T>(index);
        if (elements.Length != input.Length) ThrowLength(input, elements.Length);
        Copy(elements, new Span<T>(input.Data, input.Length));
        MarkWritten(input);
    }

    /// <summary>Copies the elements of an input of the given shape.</summary>
    /// <exception cref="ArgumentException">The length is not that of the shape, the shape does not fit the file's declaration, or the
    /// elements are of another type.</exception>
    public void SetInput<T>(int index, ReadOnlySpan<T> elements, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        InputSlot input = ShapedInput<T>(index, shape);
        if (elements.Length != input.Length) ThrowLength(input, elements.Length);
        Copy(elements, new Span<T>(input.Data, input.Length));
        MarkWritten(input);
    }

    /// <summary>Writes all strings of an input whose shape is known.</summary>
    /// <exception cref="ArgumentException">The number of strings differs from the input's, one is null, or the input is not of
    /// strings.</exception>
    public void SetText(int index, ReadOnlySpan<string> texts) => WriteTexts(TextInput(index), texts);

    /// <summary>Writes all strings of an input of the given shape.</summary>
    /// <exception cref="ArgumentException">The number of strings is not that of the shape, one is null, the shape does not fit the
    /// file's declaration, or the input is not of strings.</exception>
    public void SetText(int index, ReadOnlySpan<string> texts, ReadOnlySpan<long> shape)
    {
        InputSlot input = inputs[index];
        if (state != Rented || !input.IsText) ThrowInput(input, "string", shapeIsGiven: true);
        SetShape(input, shape);
        WriteTexts(input, texts);
    }

    /// <summary>Writes one string of an input whose shape is known. Each position is to be written once.</summary>
    /// <param name="index">The input's position in the file.</param>
    /// <param name="position">The string's position in the input, row-major.</param>
    /// <param name="text">The string.</param>
    /// <exception cref="ArgumentException">The input is not of strings.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The input has no such position.</exception>
    public void SetText(int index, int position, ReadOnlySpan<char> text)
    {
        InputSlot input = TextInput(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)position, (uint)input.Length, nameof(position));
        TextWriter.Write(api, input.Value, position, text);
        if (input.Call != call)
        {
            input.Call = call;
            input.TextsWritten = 0;
        }
        if (++input.TextsWritten == input.Length) written++;
    }

    /// <summary>Copies the pairs of a map.</summary>
    /// <param name="index">The input's position in the file.</param>
    /// <param name="map">The pairs; its types are those of the input's keys and values.</param>
    /// <param name="member">What the caller calls the map, for messages.</param>
    /// <exception cref="ArgumentException">The map or a text in it is null, or the input takes no such map.</exception>
    public void SetMap<TKey, TValue>(int index, Dictionary<TKey, TValue>? map, string member)
        where TKey : notnull
    {
        if (state != Rented) ThrowNotRented();
        InputSlot input = inputs[index];
        MapInput.Check(input.Info, map, session.Name, member);
        input.Own(MapWriter.Create(api, map, member));
        hasGivenValues = true;
        native.Rebind();
        MarkWritten(input);
    }

    /// <summary>Gives a sequence, a map, an optional, or any other value; the binding keeps what it needs of it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="value"/> is an absent optional.</exception>
    public void SetValue(int index, OnnxValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (state != Rented) ThrowNotRented();
        InputSlot input = inputs[index];

        // The runtime reads through the null pointer of an absent optional, which ends the process.
        if (value.Kind == OnnxKind.Optional)
            throw new ArgumentException($"{session.Name}: the input '{input.Info}' is given an absent optional, which ONNX Runtime cannot take", nameof(value));
        input.Give(value);
        hasGivenValues = true;
        native.Rebind();
        MarkWritten(input);
        input.TextsWritten = int.MaxValue;
    }

    /// <summary>Leaves an optional input out.</summary>
    /// <exception cref="ArgumentException">The input is not optional.</exception>
    public void SetAbsent(int index)
    {
        if (state != Rented) ThrowNotRented();
        InputSlot input = inputs[index];
        if (input.Info.Kind != OnnxKind.Optional)
            throw new ArgumentException($"{session.Name}: the input '{input.Info}' is not optional; it needs a value");
        input.LeaveOut();
        hasGivenValues = true;
        native.Rebind();
        MarkWritten(input);
    }

    // Only what a card reads is worth several threads: a graph on the processor has its cores for other calls.
    private void Copy<T>(ReadOnlySpan<T> from, Span<T> to)
        where T : unmanaged
    {
        if (!handle.Memory.IsPinned || (long)from.Length * sizeof(T) < WideCopy.Worthwhile)
        {
            from.CopyTo(to);
            return;
        }
        wide ??= new WideCopy();
        fixed (T* source = from)
        fixed (T* target = to) wide.Copy(source, target, (long)from.Length * sizeof(T));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MarkWritten(InputSlot input)
    {
        if (input.Call == call) return;
        input.Call = call;
        written++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private InputSlot NumericInput<T>(int index)
        where T : unmanaged
    {
        InputSlot input = inputs[index];
        if (state != Rented || !TensorElement.Is<T>(input.Element) || !HasShape(input))
            ThrowInput(input, TensorElement.CSharp<T>(), shapeIsGiven: false);
        return input;
    }

    private InputSlot ShapedInput<T>(int index, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        InputSlot input = inputs[index];
        if (state != Rented || !TensorElement.Is<T>(input.Element)) ThrowInput(input, TensorElement.CSharp<T>(), shapeIsGiven: true);
        SetShape(input, shape);
        return input;
    }

    // The shape that an earlier caller gave to an open input is not this caller's.
    private bool HasShape(InputSlot input) => input.Length >= 0 && (!input.IsOpen || input.Call == call);

    private void WriteTexts(InputSlot input, ReadOnlySpan<string> texts)
    {
        if (texts.Length != input.Length) ThrowLength(input, texts.Length);
        int absent = texts.IndexOf((string)null!);
        if (absent >= 0) throw new ArgumentException($"{session.Name}: string {absent} of the input '{input.Info}' is null", nameof(texts));
        for (int i = 0; i < texts.Length; i++) TextWriter.Write(api, input.Value, i, texts[i]);
        bool isComplete = input.Call == call && input.TextsWritten >= input.Length;
        input.Call = call;
        input.TextsWritten = input.Length;
        if (!isComplete) written++;
    }

    private void SetShape(InputSlot input, ReadOnlySpan<long> shape)
    {
        if (input.IsBatched && !shape.IsEmpty && shape[0] != rows)
            throw new ArgumentException(
                $"{session.Name}: the input '{input.Info}' is given {shape[0]} rows, but the binding was rented for {rows}", nameof(shape));
        if (!input.SetShape(shape)) return;
        native.Rebind();
        hasGivenValues |= input.IsReshaped;
    }

    // A caller's value or shape is not ours to keep; where the file fixes the shape, the input gets its own buffer back.
    private void ReleaseGivenValues()
    {
        hasGivenValues = false;
        foreach (InputSlot input in inputs)
        {
            if (input.Given is null && !input.IsMade && !input.IsLeftOut && !input.IsReshaped) continue;
            input.Release();
            rows = 0;
        }
    }

    private InputSlot TextInput(int index)
    {
        InputSlot input = inputs[index];
        if (state != Rented || !input.IsText || !HasShape(input)) ThrowInput(input, "string", shapeIsGiven: false);
        return input;
    }

    private void ThrowInput(InputSlot input, string type, bool shapeIsGiven)
    {
        if (state != Rented) ThrowNotRented();
        if (input.Element == OnnxElementType.Undefined)
            throw new ArgumentException($"{session.Name}: the input '{input.Info}' is no tensor; give it with {(input.Info.Kind == OnnxKind.Map ? "SetMap" : "SetValue")}");
        string expected = TensorElement.CSharp(input.Element);
        throw shapeIsGiven || type != expected
            ? new ArgumentException($"{session.Name}: the input '{input.Info}' takes {expected}, not {type}")
            : new InvalidOperationException($"{session.Name}: the shape of the input '{input.Info}' is open; give it with the elements");
    }

    private void ThrowLength(InputSlot input, int length) => throw new ArgumentException(
        $"{session.Name}: {length} elements are given for the input '{input.Info}'; "
        + $"{input.Length} are expected for the shape {Shapes.Text(input.Shape)}");
}
