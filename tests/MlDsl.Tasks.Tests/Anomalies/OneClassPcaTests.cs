using MlDsl.Training;
using static MlDsl.Tasks.Tests.Anomalies.MadeRows;

namespace MlDsl.Tasks.Tests.Anomalies;

/// <summary>What components leave over, against scikit-learn's by eigen-decomposition.</summary>
public sealed class OneClassPcaTests
{
    private static readonly int[] Asked = [0, 1, 17, 100, 199];

    // scikit-learn 1.2.1: Z = StandardScaler().fit_transform(X), p = PCA(k, svd_solver='full').fit(Z), ((Z - p.inverse_transform(p.transform(Z))) ** 2).sum(1) of rows 0, 1, 17, 100 and 199, then its mean over all.
    [Theory]
    [InlineData(1, new[] { 3.675500651644552, 4.263764301552762, 5.346380070850779, 1.0488299763192939, 0.32748931991678987 }, 2.3009947832514444)]
    [InlineData(2, new[] { 1.1740682362837274, 1.892714499266971, 0.8005160970849828, 0.008062787309327087, 0.00124428816846228 }, 0.9731954323109203)]
    [InlineData(3, new[] { 0.001271937595128323, 0.00027680561014509426, 0.00015818529999141705, 0.0003317618064581678, 0.0002619030076195333 }, 0.0008143519009189768)]
    public void WhatIsLeftOverIsScikits(int components, double[] squares, double mean)
    {
        float[] values = Correlated();
        var predictor = (DeviationPredictor)Train(new OneClassPcaOptions { Components = components }, Design(values, 5)).Predictor;
        Assert.Equal((components, DeviationNorm.RootMeanSquare), (predictor.ComponentCount, predictor.Norm));
        Assert.Equal(mean, predictor.Unit, 1e-9);
        var residuals = new double[5];
        for (int i = 0; i < Asked.Length; i++)
        {
            predictor.Residuals([0, 1, 2, 3, 4], values.AsSpan(Asked[i] * 5, 5), residuals);
            Assert.Equal(squares[i], residuals.Sum(static r => r * r), 1e-9);
        }
        // In units of what training rows are off by on average.
        Assert.Equal(1, Scores(predictor, Design(values, 5)).Average(static s => (double)s * s), 1e-6);
    }

    // The shares of the components are 0.5398, 0.2656, 0.1945 and next to nothing.
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.54, 2)]
    [InlineData(0.8, 2)]
    [InlineData(0.95, 3)]
    [InlineData(0.99999, 4)]
    [InlineData(0.99999999, 4)]
    public void AsManyComponentsAsHaveTheShare(double share, int components) =>
        Assert.Equal(components, ((DeviationPredictor)Train(new OneClassPcaOptions { VarianceShare = share }, Design(Correlated(), 5)).Predictor).ComponentCount);

    [Fact]
    public void ComponentsAreAtRightAnglesAndDescend()
    {
        var random = new Random(4);
        const int Size = 40;
        var matrix = new double[Size * Size];
        for (int i = 0; i < Size; i++)
            for (int j = 0; j <= i; j++) matrix[(i * Size) + j] = matrix[(j * Size) + i] = random.NextDouble() - 0.5;
        SymmetricEigen eigen = SymmetricEigen.Of([.. matrix], Size, default);
        Assert.True(eigen.Converged && eigen.Sweeps < 20, $"{eigen.Sweeps}");
        Assert.Equal(eigen.Values.OrderDescending(), eigen.Values);
        for (int a = 0; a < Size; a++)
        {
            for (int b = 0; b < Size; b++) Assert.Equal(a == b ? 1 : 0, Enumerable.Range(0, Size).Sum(k => eigen.Vectors[(a * Size) + k] * eigen.Vectors[(b * Size) + k]), 1e-13);
            // A·v = λ·v.
            for (int i = 0; i < Size; i++)
                Assert.Equal(eigen.Values[a] * eigen.Vectors[(a * Size) + i], Enumerable.Range(0, Size).Sum(k => matrix[(i * Size) + k] * eigen.Vectors[(a * Size) + k]), 1e-12);
        }
    }

    [Fact]
    public void ARowThatBreaksWhatGoesTogetherIsOdd()
    {
        HeldDesign rows = Design(Correlated(), 5);
        Predictor predictor = Train(new OneClassPcaOptions { Components = 3 }, rows).Predictor;
        // Each number is an ordinary one; the second one is not twice the first.
        Assert.True(Scores(predictor, Design([40, -60, 10, -30, 0], 5))[0] > 5 * Scores(predictor, rows).Max());
        Assert.True(Scores(predictor, Design([40, 80, 10, -30, 0], 5))[0] < 2);
    }

    // The third number is 1 less the others, as the positions of a category are: in one direction rows do not differ, and a component more would leave rounding alone.
    [Fact]
    public void WhatNoRowDiffersInIsNotAllThatIsLeftOver()
    {
        float[] values = [.. Correlated().Chunk(5).SelectMany(static (row, i) => new[] { row[0], row[4], i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, i % 3 == 2 ? 1 : 0 })];
        var predictor = (DeviationPredictor)Train(new OneClassPcaOptions { VarianceShare = 0.999 }, Design(values, 5)).Predictor;
        Assert.Equal(3, predictor.ComponentCount);
        Assert.InRange(predictor.Unit, 0.1, 1.5);
        // No category, or two: that goes together with nothing.
        Assert.All(Scores(predictor, Design([0, 0, 0, 0, 0, 0, 0, 1, 1, 0], 5)), static score => Assert.True(score > 1.1, $"{score}"));
    }

    [Fact]
    public void ThreadsChangeNothingAndConstantColumnsSayNothing()
    {
        float[] values = [.. Correlated().Chunk(5).SelectMany(static row => new[] { row[0], 7, row[1], row[2], row[3] })];
        HeldDesign rows = Design(values, 5);
        var one = (DeviationPredictor)Train(new OneClassPcaOptions { Components = 2 }, rows, threads: 1).Predictor;
        var many = (DeviationPredictor)Train(new OneClassPcaOptions { Components = 2 }, rows, threads: 7).Predictor;
        Assert.Equal(one.Components.ToArray(), many.Components.ToArray());
        Assert.Equal(0, one.Factors[1]);
        Assert.Equal(Scores(one, Design([1, 7, 2, 3, 4], 5)), Scores(one, Design([1, -900, 2, 3, 4], 5)));
    }

    [Fact]
    public void WhatCannotBeLearnedFromIsNamed()
    {
        Refused("do not differ in any column", new(), Design([4, 4, 4, 4, 4, 4], 2));
        Refused("5 components leave nothing over of the 5 directions in which the training rows differ: ask for at most 4", new() { Components = 5 }, Design(Correlated(), 5));
        Refused("of the 1 directions in which the training rows differ: ask for a share of the variance by VarianceShare, or take RobustZScores", new() { Components = 1 }, Design([1, 2, 2, 4, 3, 6], 2));
        Refused("The features are 1025 wide", new(), Design(new float[2050], 1025));
        Refused("One training row has a weight above 0", new(), Design([1, 2, 3, 4], 2, [1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OneClassPcaOptions { VarianceShare = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OneClassPcaOptions { Components = 1024 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new OneClassPcaOptions { Contamination = 0.6 });

        static void Refused(string problem, OneClassPcaOptions options, HeldDesign rows) => Assert.Contains(problem, Assert.Throws<TrainingException>(() => Train(options, rows)).Message, StringComparison.Ordinal);
    }
}
