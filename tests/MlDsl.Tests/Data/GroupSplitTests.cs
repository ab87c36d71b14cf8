using FsCheck;
using FsCheck.Fluent;
using MlDsl.Testing;

namespace MlDsl.Tests.Data;

public sealed class GroupSplitTests
{
    private static Dataset<Visit> Visits(int rows, int patients) =>
        Dataset<Visit>.FromRows([.. Enumerable.Range(0, rows).Select(i => new Visit(i, i < patients ? i : (int)(RowHash.Mix((ulong)i) % (ulong)patients)))]);

    [Fact]
    public void NeverCutsAGroup() => Prop.ForAll(
        Gen.Choose(3, 60).ToArbitrary(), Gen.Choose(1, 1000).ToArbitrary(),
        static (patients, seed) =>
        {
            Dataset<Visit> data = Visits(300, patients);
            Split<Visit> split = data.SplitByGroup(0.2, 0.2, seed);
            RandomSplitTests.AssertPartition(split, data.Rows);
            HashSet<int> train = [.. split.Train.Rows.Select(static v => v.Patient)], validation = [.. split.Validation.Rows.Select(static v => v.Patient)], test = [.. split.Test.Selection.Rows().Select(static v => v.Patient)];
            Assert.Equal(patients, train.Count + validation.Count + test.Count);
            int largest = data.Rows.CountBy(static v => v.Patient).Max(static g => g.Value);
            Assert.InRange(split.Test.Count, Math.Min(1, 60 - largest), 60 + largest);
            Assert.InRange(split.Validation.Count, Math.Min(1, 60 - largest), 60 + largest);
        }).Check(Draws.Of());

    [Fact]
    public void AssignsAGroupByItselfWhateverTheOrderOfRows()
    {
        Visit[] rows = [.. Visits(300, 30).Rows];
        IEnumerable<int> Patients(IEnumerable<Visit> visits) => Dataset<Visit>.FromRows(visits).SplitByGroup(0.2, 0.2, 5).Test.Selection.Rows().Select(static v => v.Patient).Distinct().Order();

        Assert.Equal(Patients(rows), Patients(rows.Reverse()));
    }

    [Fact]
    public void RefusesFewerGroupsThanSides() => Assert.StartsWith(
        "the train side has 0 of 10 rows of the rows of Visit", Assert.Throws<InvalidOperationException>(static () => Visits(10, 2).SplitByGroup(0.2, 0.2, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void RefusesTestDataOfTheSameGroups()
    {
        Dataset<Visit> test = Dataset<Visit>.FromRows([new(1000, 2), new(1001, 3), new(1002, 77)]);

        Assert.Equal(
            "2 of 30 groups of the rows of Visit also have rows in the rows of Visit; leave them out of one, or split all rows with SplitByGroup(validation, test share, seed)",
            Assert.Throws<InvalidOperationException>(() => Visits(300, 30).SplitByGroup(0.2, test, 1)).Message);
    }

    [Fact]
    public void TakesTestDataOfOtherGroups()
    {
        Dataset<Visit> test = Dataset<Visit>.FromRows([new(1000, 200), new(1001, 201)]);
        Split<Visit> split = Visits(300, 30).SplitByGroup(0.2, test, 1);

        Assert.Equal((300, 2), (split.Development.Count, split.Test.Count));
        Assert.Empty(split.Train.Rows.Select(static v => v.Patient).Intersect(split.Validation.Rows.Select(static v => v.Patient)));
    }

    [Fact]
    public void SplitsRowsInTimeByGroupToo()
    {
        Dataset<Reading> data = Dataset<Reading>.FromRows([.. Enumerable.Range(0, 100).Select(static i => new Reading(i, i % 10, new DateTime(2020, 1, 1).AddDays(i)))]);

        RandomSplitTests.AssertPartition(data.SplitByGroup(0.2, 0.2, 1), data.Rows);
        RandomSplitTests.AssertPartition(data.SplitByTime(0.2, 0.2), data.Rows);
        Assert.Equal(5, data.FoldsByGroup(5, 1).Count);
        Assert.Equal(2, data.RollingOrigin(2, 0.1).Count);
    }
}
