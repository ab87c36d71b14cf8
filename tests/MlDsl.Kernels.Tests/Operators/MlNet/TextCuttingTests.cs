using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators.MlNet;

/// <summary>Texts that are normalized and cut many characters at once, against the same one character after another, at every length around what is done at once.</summary>
public sealed class TextCuttingTests
{
    // Letters with and without marks, what the separators are, other spaces, and a character that is none.
    private const string Alphabet = "abcdefgXYZ  ,;.-|09\u00A0\u00C9\u00E4\u4E2D\u3000\uFFFF\uD800\u0301";

    private static string[] Texts(int seed)
    {
        var random = new Random(seed);
        // A separator as the last of 64 characters, the first behind them, and the one after.
        return [.. new[] { 63, 64, 65, 127, 128 }.Select(static length => new string('a', length) + ", b"), .. Enumerable.Range(0, 400).Select(i => new string([.. Enumerable.Range(0, i % 200).Select(_ => i % 3 == 0 ? (char)random.Next(32, 127) : Alphabet[random.Next(Alphabet.Length)])]))];
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(",")]
    [InlineData(" ,;")]
    [InlineData("\u3000")]
    [InlineData(",;.-|0")]
    [InlineData(" ,;.-|\u4E2D")]
    public void WordsAreWhatStandsBetweenSeparators(string separators)
    {
        string[] texts = Texts(3);
        string[] terms = [.. texts.SelectMany(Words).Distinct().Where(static (_, i) => i % 3 != 0)];
        var operation = new TextGrams(["Words 0 " + separators], 0, [.. Enumerable.Range(0, terms.Length + 1).Select(static i => (long)i)], [.. Enumerable.Range(1, terms.Length).Select(static key => (long)key)], 1, 0, terms);
        var places = terms.Select(static (term, i) => (term, i)).ToDictionary(static pair => pair.term, static pair => pair.i);
        foreach (int width in new[] { 1, 2 })
        {
            for (int i = 0; i + width <= texts.Length; i++)
            {
                float[] expected = new float[terms.Length];
                foreach (string word in texts[i..(i + width)].SelectMany(Words))
                    if (places.TryGetValue(word, out int place)) expected[place]++;
                Assert.Equal(expected, Counts(operation, texts[i..(i + width)]));
            }
        }

        IEnumerable<string> Words(string text) => text.Split(separators.ToCharArray()).Select(static word => word.Trim(' ')).Where(static word => word.Length > 0);
    }

    // 25 is what FeaturizeText does where nothing is said: small letters without marks, and all else stays.
    [Theory]
    [InlineData(25)]
    [InlineData(29)]
    [InlineData(24)]
    [InlineData(26)]
    [InlineData(1)]
    [InlineData(16)]
    public void TextsAreNormalizedAsOneCharacterAfterAnother(int flags)
    {
        string[] texts = Texts(5);
        long[] keys = [.. (Alphabet + Alphabet.ToUpperInvariant() + "e" + new string([.. Enumerable.Range(32, 95).Select(static code => (char)code)])).Distinct().Select(static character => (long)character)];
        var operation = new TextGrams([$"Normalize {flags} ", "Characters 0 "], 0, [.. Enumerable.Range(0, keys.Length + 1).Select(static i => (long)i)], keys, 1, 0);
        var alone = new NormalizedText($"Normalize {flags} ");
        var normalized = new Tensor<string>();
        foreach (string text in texts)
        {
            alone.Run(new Tensor<string>([text], 1, 1), normalized);
            Assert.Equal([.. keys.Select(key => (float)normalized.Values[0].Count(character => character == key))], Counts(operation, [text]));
        }
    }

    private static float[] Counts(TextGrams operation, string[] row)
    {
        var counts = new Tensor<float>();
        operation.Run(new Tensor<string>(row, 1, row.Length), counts);
        return counts.Values.ToArray();
    }
}
