using MlDsl.Testing;

namespace MlDsl.Generators.Tests.Datasets;

/// <summary>The text that users read, for small inputs.</summary>
public sealed class DatasetEmitterTests
{
    [Fact]
    public void WritesANumberAndACategory() => Snapshot.Match(Given.Dataset(
        """
        namespace Titanic;

        [Dataset]
        public partial record Passenger
        {
            [Numeric(Scale = Scale.Standard)] public required float Age { get; init; }
            [Categorical("S", "C", "Q")] public string? Port { get; init; }
            [Label] public bool Survived { get; init; }
        }
        """));

    [Fact]
    public void WritesRolesAndAFeature() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public readonly partial record struct Trip([property: Column("car_id"), Group] long Car, float? Miles, float Seconds, [property: Label] float Fare);

        [Features<Trip>]
        public static class TripFeatures
        {
            [Numeric(Impute = Impute.Mean)] public static float? Speed(float? miles, float seconds) => miles / seconds;
        }
        """));

    [Fact]
    public void WritesAVector() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public partial record Song
        {
            [Numeric(Length = 12, Scale = Scale.Standard, Impute = Impute.Mean)] public required float[] Timbre { get; init; }
        }
        """));

    [Fact]
    public void WritesWhatIsKnownUpToTheOrigin() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public partial class Usage
        {
            [EventTime] public DateOnly Day { get; init; }
            [Column("heat"), PastCovariate(Lags = 3)] public double? Temperature { get; init; }
            [PastCovariate] public int Staff { get; init; }
            [PastCovariate] public bool Alarm { get; init; }
            [PastCovariate] public bool? @event { get; init; }
            [Label] public float Used { get; init; }
        }
        """));

    [Fact]
    public void WritesTheWayFromAnExistingType() => Snapshot.Match(Given.Dataset(
        """
        public enum Kind { Small, Large }
        public class Order { public Kind Kind { get; set; } public decimal Total { get; set; } }

        [Dataset<Order>]
        public partial class OrderRow
        {
            [Categorical] public Kind Kind { get; set; }
            [Label] public double Total { get; set; }
        }
        """));

    [Fact]
    public void WritesWhatTypesDoNotPromise() => Snapshot.Match(Given.Dataset(
        """
        [Dataset]
        public partial record Answer
        {
            [EventTime, DateParts(DatePart.Hour)] public required DateTime At { get; init; }
            [Label(Positive = "yes", Negative = "no")] public required string Said { get; init; }
        }
        """));
}
