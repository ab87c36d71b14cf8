using System.Globalization;

namespace MlDsl.Training.Tests.Models;

/// <summary>Too much is refused before memory is taken for it, with the columns that ask for it.</summary>
public sealed class FitMemoryTests
{
    private const long Gibibyte = 1L << 30;

    private static readonly ColumnWidth[] Columns = [new("Miles", 1), new("Comment", 1 << 22), new("Page", 40), new("Title", 1 << 10), new("Vendor", 3)];

    [Fact]
    public void WhatFitsIsNotRefused()
    {
        Assert.Null(FitMemory.Problem(Columns, 1, 4 * Gibibyte));
        Assert.Null(FitMemory.Problem([new("Miles", 2000)], 1, 1));
        Assert.Null(FitMemory.SolverProblem(2000, 1, 1));
        Assert.Null(FitMemory.SolverProblem(1 << 22, 1, 2 * Gibibyte));
    }

    [Fact]
    public void WhatDoesNotFitNamesTheWidestColumnsAndTheWayOut()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("fi-FI");
        try
        {
            Assert.Equal("Training 4,195,372 weights takes about 1.1 GiB of memory, and 1.0 GiB are there", FitMemory.SolverProblem(Columns.Sum(static c => (long)c.Width), 1, Gibibyte));
            string problem = FitMemory.Problem(Columns, 1, Gibibyte / 2)!;
            Assert.StartsWith("To measure 4,195,372 positions takes about 0.8 GiB of memory, and 0.5 GiB are there", problem, StringComparison.Ordinal);
            Assert.Contains("'Comment' (4,194,304 positions), 'Title' (1,024 positions), 'Page' (40 positions): lower HashBits", problem, StringComparison.Ordinal);
            Assert.DoesNotContain("'Miles'", problem, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void MoreWeightsThanAFileHoldsAreRefusedWhateverTheMemory()
    {
        Assert.Contains("4,195,372 × 100 weights are more than a model file holds", FitMemory.Problem(Columns, 100, long.MaxValue), StringComparison.Ordinal);
        Assert.Contains("'Wide' (16,777,216 positions)", FitMemory.Problem([.. Columns, .. Enumerable.Repeat(new ColumnWidth("Wide", 1 << 24), 200)], int.MaxValue, long.MaxValue), StringComparison.Ordinal);
    }

    [Fact]
    public void RunningOutAllTheSameIsSaidInTheSameWords()
    {
        var problem = Assert.Throws<TrainingException>(() => FitMemory.Train(Columns, 3, static () => throw new InsufficientMemoryException()));
        Assert.Contains("'Comment' (4,194,304 positions)", problem.Message, StringComparison.Ordinal);
        Assert.Contains("merge classes", problem.Message, StringComparison.Ordinal);
    }
}
