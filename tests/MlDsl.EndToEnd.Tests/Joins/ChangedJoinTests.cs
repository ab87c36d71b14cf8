using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests.Joins;

/// <summary>A model that was fitted on other joins than the code's is refused by the columns' names.</summary>
public sealed partial class ChangedJoinTests
{
    [Fact]
    public void AnotherJoinIsNamedByItsColumn()
    {
        DateTime noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        Before.Ride[] rows = [.. Enumerable.Range(0, 200).Select(i => new Before.Ride { At = noon.AddHours(i), Shop = i % 3, Size = i % 7 })];
        Dataset<Before.Ride> rides = Dataset<Before.Ride>.FromRows(rows)
            .Join(Dataset<Price>.FromRows([.. rows.Select(static r => new Price(r.At.AddMinutes(-1), r.Size))]))
            .Join(Dataset<Sign>.FromRows([new Sign { Shop = 1, Text = "open" }, new Sign { Shop = 2, Text = "sold" }]));
        using var file = new MemoryStream();
        Before.RideModel.Fit(rides.SplitByTime(validation: 0.2, test: 0.2).Train).Save(file);
        file.Position = 0;
        string message = Assert.Throws<ModelFileException>(() => After.RideModel.Load(file)).Message;
        string[] said = message[(message.IndexOf("'Ride': ", StringComparison.Ordinal) + 8)..].Split("; ");
        // The tolerance; the tolerance and the kind; which of several signs; the column that a sign is found by.
        Assert.StartsWith("the column 'Price' was 'double?:None:Numeric(", said[0], StringComparison.Ordinal);
        Assert.Contains("Tolerance = 864000000000, Time = At)' and is 'double?:None:Numeric(", said[0], StringComparison.Ordinal);
        Assert.StartsWith("the column 'Again' was 'double?:None:AsOf(", said[1].Replace("None::", "None:", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.StartsWith("the column 'Text' was 'string?:None:Categorical(", said[2], StringComparison.Ordinal);
        Assert.Contains("Shop = Shop:int, Duplicates = First)' and is '", said[2], StringComparison.Ordinal);
        Assert.DoesNotContain(said, static s => s.Contains(" is new", StringComparison.Ordinal) || s.Contains(" is gone", StringComparison.Ordinal));
    }

    internal static partial class Before
    {
        [Dataset]
        public sealed partial record Ride
        {
            [EventTime] public required DateTime At { get; init; }
            public required int Shop { get; init; }
            [AsOf<Price>("1d", Column = "Value"), Numeric(Impute = Impute.Mean)] public double? Price { get; private set; }
            [AsOf<Price>("1d", Column = "Value")] public double? Again { get; private set; }
            [Lookup<Sign>(nameof(Shop), Duplicates = DuplicateKeys.First), Categorical] public string? Text { get; private set; }
            [Label] public float Size { get; init; }
        }

        [Model<Ride, Regression>(Name = "ride", Version = "1")]
        [LinearRegression]
        public sealed partial class RideModel;
    }

    internal static partial class After
    {
        [Dataset]
        public sealed partial record Ride
        {
            [EventTime] public required DateTime At { get; init; }
            public required int Shop { get; init; }
            [AsOf<Price>("2d", Column = "Value"), Numeric(Impute = Impute.Mean)] public double? Price { get; private set; }
            [AsOf<Price>("2d", Column = "Value"), Numeric(Impute = Impute.Median)] public double? Again { get; private set; }
            [Lookup<Sign>(nameof(Shop), Duplicates = DuplicateKeys.Last), Categorical] public string? Text { get; private set; }
            [Label] public float Size { get; init; }
        }

        [Model<Ride, Regression>(Name = "ride", Version = "1")]
        [LinearRegression]
        public sealed partial class RideModel;
    }
}
