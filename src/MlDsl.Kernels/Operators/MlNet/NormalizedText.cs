using System.Buffers;
using System.ComponentModel;

namespace MlDsl.Kernels.Operators;

/// <summary>ML.NET's normalization of single texts: case, diacritics, punctuation and numbers. A text that stays as it is stays the same object.</summary>
[Operator("NormalizedText", Domain = OperatorAttribute.Own)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalizedText : Operator
{
    private readonly TextStage stage;

    /// <param name="stage">What is done to the texts, as <see cref="TextStage"/> reads it.</param>
    /// <exception cref="OperatorException">It is something else.</exception>
    public NormalizedText(string stage) =>
        this.stage = TextStage.Parse(stage) is { Kind: TextStageKind.Normalize } parsed ? parsed : throw Error($"'{stage}' is no normalization of texts");

    /// <summary>Normalizes.</summary>
    /// <param name="x">Texts.</param>
    /// <param name="y">As many texts.</param>
    public void Run(Tensor<string> x, [Result] Tensor<string> y)
    {
        y.ResizeLike(x);
        for (int i = 0; i < x.Length; i++) y.Values[i] = Of(x.Values[i]);
    }

    // A text never becomes longer.
    private string Of(string text)
    {
        char[] buffer = ArrayPool<char>.Shared.Rent(text.Length);
        int length = 0;
        foreach (char given in text)
            if (TextCharacters.Normalized(given, stage.Flags) is { } character) buffer[length++] = character;
        string made = buffer.AsSpan(0, length).SequenceEqual(text) ? text : new string(buffer, 0, length);
        ArrayPool<char>.Shared.Return(buffer);
        return made;
    }
}
