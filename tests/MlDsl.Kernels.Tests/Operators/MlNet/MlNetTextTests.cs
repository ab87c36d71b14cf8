using MlDsl.Kernels.Operators;

namespace MlDsl.Kernels.Tests.Operators.MlNet;

/// <summary>ML.NET's stop words, hashed n-grams and bits of keys, against counts by hand.</summary>
public sealed class MlNetTextTests
{
    [Fact]
    public void StopWordsAreLeftOutWhateverTheirCase()
    {
        var grams = new TextGrams(["Words 0  ", "Without 0 the\nnaïve"], 0, [0, 1, 2, 4], [1, 2, 1, 2], 2, 0, ["a", "b"]);
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>(["a THE b", "Naïve a the", "the", ""], 4, 1), y);
        Assert.Equal([1f, 1f, 1f, 1f, 0f, 0f, 0f, 0f, 0f, 0f, 0f, 0f], y.Values.ToArray());
    }

    // Where single keys are not hashed they count at their number, and those that nobody knows at 0.
    [Fact]
    public void ASingleKeyCountsAtItsNumber()
    {
        var grams = new HashedGrams(["Words 0  "], 0, 1, 0, 2, 5, terms: ["a", "b", "c", "d"]);
        var y = new Tensor<float>();
        grams.Run(new Tensor<string>(["a b b d x"], 1, 1), y);
        Assert.Equal([2f, 1f, 2f, 0f], y.Values.ToArray());
    }

    [Theory]
    [InlineData(2, 0, 1, 4 + 3)]
    [InlineData(2, 0, 0, 3)]
    [InlineData(3, 0, 1, 4 + 3 + 2)]
    [InlineData(2, 1, 1, 4 + 3 + 2)]
    [InlineData(3, 1, 0, 2 + 1 + 1)]
    public void EachNGramCountsOnce(long length, long skips, long hasAll, float expected)
    {
        var y = new Tensor<float>();
        new HashedGrams(["Words 0  "], 0, length, skips, 10, 3, isOrdered: 1, hasAll: hasAll, hash: [12, 314489979, 0, 0]).Run(new Tensor<string>(["one two three four"], 1, 1), y);
        Assert.Equal(expected, y.Values.ToArray().Sum());
    }

    [Fact]
    public void TheNumberOfAColumnTakesPart()
    {
        float[] first = Counted(0), second = Counted(1);
        Assert.NotEqual(first, second);
        Assert.Equal(first, Counted(0));

        static float[] Counted(long column)
        {
            var y = new Tensor<float>();
            new HashedGrams(["Words 0  "], 0, 2, 0, 8, 3, column, isOrdered: 1, hasAll: 1, hash: [12, 7, 0, 0]).Run(new Tensor<string>(["one two"], 1, 1), y);
            return y.Values.ToArray();
        }
    }

    [Fact]
    public void KeysAreSpelledFromTheHighestBitOn()
    {
        var y = new Tensor<float>();
        new KeyBits(3).Run(new Tensor<long>([0L, 1L, 2L, 4L], 2, 2), y);
        Assert.Equal([1f, 1f, 1f, 0f, 0f, 0f, 0f, 0f, 1f, 0f, 1f, 1f], y.Values.ToArray());
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Assert.Contains("hashes of 31 bits", Assert.Throws<OperatorException>(static () => new HashedGrams(["Words 0  "], 0, 1, 0, 31, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("by a hash of 1 to 31 bits, or by a list", Assert.Throws<OperatorException>(static () => new HashedGrams(["Words 0  "], 0, 1, 0, 3, 1, terms: ["a"], hash: [3, 1, 0, 0])).Message, StringComparison.Ordinal);
        Assert.Contains("is nothing that is done to texts", Assert.Throws<OperatorException>(static () => new HashedGrams(["Without 0 "], 0, 1, 0, 3, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("34 bits", Assert.Throws<OperatorException>(static () => new KeyBits(34)).Message, StringComparison.Ordinal);
    }
}
