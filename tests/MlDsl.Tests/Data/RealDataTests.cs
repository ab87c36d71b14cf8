using MlDsl.Testing;

namespace MlDsl.Tests.Data;

/// <summary>The real files that others have counted.</summary>
public sealed class RealDataTests
{
    [FactWith("taxi-fare-train.csv")]
    public void ReadsEveryTaxiTrip()
    {
        Dataset<TaxiTrip> trips = Dataset<TaxiTrip>.FromCsv(TestData.File("taxi-fare-train.csv"));

        Assert.Equal(100_000, trips.Count());
        Assert.Equal(new TaxiTrip("CMT", "1", 1, 1271, 3.8f, "CRD", 17.5f), trips.Rows.First());
    }

    [FactWith("taxi-fare-train.csv", "taxi-fare-test.csv")]
    public void FindsTestTripsThatAlsoStandInTrain()
    {
        Split<TaxiTrip> split = Dataset<TaxiTrip>.FromCsv(TestData.File("taxi-fare-train.csv"))
            .SplitRandom(0.2, Dataset<TaxiTrip>.FromCsv(TestData.File("taxi-fare-test.csv")), 42);

        Assert.Equal((80_000, 20_000, 100_000, 100_000), (split.Train.Count, split.Validation.Count, split.Test.Count, split.Development.Count));
        // More than the lines that are equal: a fare of 8 in one file is 8.0 in the other.
        Assert.Equal(35_933, split.Duplicates.TestInDevelopment);
        Assert.Equal(17_448, split.Duplicates.TestLinesInDevelopment);
    }
}
