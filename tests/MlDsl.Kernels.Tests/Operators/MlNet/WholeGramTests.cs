using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators.MlNet;

/// <summary>N-grams that are found by all their keys at once, against counts of the substrings of texts; and wide sums that pass over what is 0.</summary>
public sealed class WholeGramTests
{
    private static readonly string[] Texts = ["abcabcabca", "", "a", "ab", "cab\uFFFFabc", "ab\u00E4bab\u4E2Dabab", new('a', 300)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void CountsEverySubstring(int length)
    {
        // The n-grams of some of the characters; the others have none.
        string[] known = [.. Texts.SelectMany(text => Enumerable.Range(0, Math.Max(0, text.Length - length + 1)).Select(i => text.Substring(i, length))).Distinct().Where(static gram => !gram.Contains('c'))];
        long[] starts = [.. Enumerable.Range(0, known.Length + 1).Select(i => (long)i * length)];
        var grams = new TextGrams(["Characters 0 "], 0, starts, [.. known.SelectMany(static gram => gram).Select(static c => (long)c)], length, 0);
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>(Texts, Texts.Length, 1), y);
        Assert.Equal(Texts.SelectMany(text => known.Select(gram => (float)Enumerable.Range(0, Math.Max(0, text.Length - length + 1)).Count(i => string.CompareOrdinal(text, i, gram, 0, length) == 0))), y.Values.ToArray());
    }

    [Fact]
    public void KeysThatAreTooLargeForANumberAreOfNoNGram()
    {
        // Of hashes of 31 bits; (1, 2) is known, and no key beyond 21 bits may stand for either.
        var grams = new TextGrams(["Words 0  "], 0, [0, 2], [1, 2], 2, 0, hash: [31, 7, 0, 0]);
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>([string.Join(' ', Enumerable.Range(0, 1000).Select(static i => $"word{i}"))], 1, 1), y);
        Assert.Equal([0f], y.Values.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void AWideSumIsThatOfAllTermsToTheBit(int rows)
    {
        var random = new Random(rows);
        foreach (int width in new[] { 127, 128, 131, 1000 })
        {
            foreach (double share in new[] { 0, 0.05, 1 })
            {
                float[] x = [.. Enumerable.Range(0, rows * width).Select(_ => random.NextDouble() < share ? (float)(random.NextDouble() - 0.5) : random.Next(2) == 0 ? 0f : -0f)];
                float[] weights = [.. Enumerable.Range(0, width).Select(_ => (float)(random.NextDouble() - 0.5))];
                AssertSums(x, weights, rows);
                // An infinite weight makes NaN of what is 0.
                weights[width / 2] = float.PositiveInfinity;
                AssertSums(x, weights, rows);
            }
        }
    }

    private static void AssertSums(float[] x, float[] weights, int rows)
    {
        var y = new Tensor<float>();
        new LinearRegressor(weights, [0.25f]).Run(new Tensor<float>(x, rows, weights.Length), y);
        for (int row = 0; row < rows; row++)
        {
            float sum = 0;
            for (int i = 0; i < weights.Length; i++) sum += x[(row * weights.Length) + i] * weights[i];
            Assert.Equal(BitConverter.SingleToInt32Bits(sum + 0.25f), BitConverter.SingleToInt32Bits(y.Values[row]));
        }
    }
}
