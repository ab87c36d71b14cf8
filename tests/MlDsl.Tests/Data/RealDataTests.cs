using MlDsl.Testing;

namespace MlDsl.Tests.Data;

/// <summary>The real files that others have counted.</summary>
public sealed class RealDataTests
{
    [Fact]
    public void ReadsEveryTaxiTrip()
    {
        Dataset<TaxiTrip> trips = Dataset<TaxiTrip>.FromCsv(TestData.File("taxi-fare-train.csv"));

        Assert.Equal(100_000, trips.Count());
        Assert.Equal(new TaxiTrip("CMT", "1", 1, 1271, 3.8f, "CRD", 17.5f), trips.Rows.First());
    }

    [Fact]
    public void FindsTestTripsThatAlsoStandInTrain()
    {
        Split<TaxiTrip> split = Dataset<TaxiTrip>.FromCsv(TestData.File("taxi-fare-train.csv"))
            .SplitRandom(0.2, Dataset<TaxiTrip>.FromCsv(TestData.File("taxi-fare-test.csv")), 42);

        Assert.Equal((80_000, 20_000, 100_000, 100_000), (split.Train.Count, split.Validation.Count, split.Test.Count, split.Development.Count));
        // More than the lines that are equal: a fare of 8 in one file is 8.0 in the other.
        Assert.Equal(35_933, split.Duplicates.TestInDevelopment);
    }

    [Fact]
    public void FindsTestLinesThatAlsoStandInTrain()
    {
        var options = new CsvOptions { Separator = '\t' };
        Split<Line> split = Dataset<Line>.FromCsv(TestData.File("taxi-fare-train.csv"), options)
            .SplitRandom(0.2, Dataset<Line>.FromCsv(TestData.File("taxi-fare-test.csv"), options), 42);

        Assert.Equal(17_448, split.Duplicates.TestInDevelopment);
    }

    /// <summary>A line as one text: no comma is a separator here.</summary>
    private sealed record Line(string Text) : IRow<Line>, IIndependentRows
    {
        public static DatasetSchema Schema { get; } =
            Schemas.Of("Line", ("vendor_id,rate_code,passenger_count,trip_time_in_secs,trip_distance,payment_type,fare_amount", "Text", "string"));

        public static Line Read(ref FieldReader fields) => new(fields.Text(0));

        public static void Hash(Line row, ref RowHash hash) => hash.Add(row.Text);
    }
}
