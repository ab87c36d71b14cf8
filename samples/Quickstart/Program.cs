using MlDsl;

var trips = Enumerable.Range(0, 1000).Select(static i => new Trip { Miles = i % 10, From = i % 3 == 0 ? "airport" : "city", Fare = 3 + (2 * (i % 10)) + (i % 3 == 0 ? 10 : 0) });
Split<Trip> split = Dataset<Trip>.FromRows(trips).SplitRandom(validation: 0.2, test: 0.2, seed: 1);

TripModel model = TripModel.Fit(split.Train);
Console.WriteLine(model.Evaluate(split.Validation).Rmse.Value < 0.1 ? "the fares are learned" : "the fares are not learned");
float fare = model.Predict(new Trip.Input { Miles = 4, From = "airport" });
Console.WriteLine($"4 miles from the airport: {fare:F0}");

[Dataset]
public sealed partial record Trip
{
    [Numeric(Scale = Scale.Standard)] public required float Miles { get; init; }
    [Categorical] public required string From { get; init; }
    [Label] public float Fare { get; init; }
}

[Model<Trip, Regression>]
public sealed partial class TripModel;
