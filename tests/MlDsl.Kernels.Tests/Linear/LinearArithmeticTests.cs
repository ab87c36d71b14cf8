namespace MlDsl.Kernels.Tests.Linear;

/// <summary>The arithmetic of linear pipelines, against values worked out by hand.</summary>
public sealed class LinearArithmeticTests
{
    [Fact]
    public void AScoreIsTheBiasAndTheProducts() => Assert.Equal(0.5f + 4f + 10f + 18f, LinearArithmetic.Score([1f, 2f, 3f], [4f, 5f, 6f], 0.5f));

    [Fact]
    public void ScalingSubtractsFirst()
    {
        float[] values = [1f, 2f, 3f];
        LinearArithmetic.Scale(values, [1f, 1f, 1f], [2f, 3f, 4f], values);
        Assert.Equal([0f, 3f, 8f], values);
    }

    [Fact]
    public void MissingValuesAreReplacedByTheirColumns()
    {
        float[] values = [1f, float.NaN, 3f];
        LinearArithmetic.Impute(values, [7f, 8f, 9f], values);
        Assert.Equal([1f, 8f, 3f], values);
        Assert.Throws<ArgumentException>(() => LinearArithmetic.Impute(values, [1f], values));
    }

    [Theory]
    [InlineData(0, new[] { 1f, 0f, 0f })]
    [InlineData(2, new[] { 0f, 0f, 1f })]
    [InlineData(-1, new[] { 0f, 0f, 0f })]
    public void OneHotMarksOnePlace(int position, float[] expected)
    {
        float[] places = [9f, 9f, 9f];
        LinearArithmetic.OneHot(position, places);
        Assert.Equal(expected, places);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearArithmetic.OneHot(3, places));
    }

    [Fact]
    public void LabelsAreFoundByTextAndByNumber()
    {
        var texts = new LabelTable<string, long>(["a", "b", "a"], [1, 2, 3], missing: -1);
        Assert.Equal((1L, 2L, -1L), (texts["a"], texts["b"], texts["A"]));
        var numbers = new LabelTable<float, float>([float.NaN, 0f, 2f], [7f, 8f, 9f], missing: float.NegativeInfinity);
        var values = new float[4];
        numbers.Map([float.NaN, -0f, 2f, 3f], values);
        Assert.Equal([7f, 8f, 9f, float.NegativeInfinity], values);
        Assert.Contains("2 keys and 1 values", Assert.Throws<ArgumentException>(static () => new LabelTable<long, long>([1, 2], [1], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("places", Assert.Throws<ArgumentException>(() => numbers.Map([1f], [])).Message, StringComparison.Ordinal);
    }
}
