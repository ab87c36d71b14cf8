using System.Collections.Frozen;
using BenchmarkDotNet.Attributes;

namespace MlDsl.Benchmarks;

/// <summary>One trip: three categories and three numbers.</summary>
[Dataset]
public sealed partial record Ride
{
    [Categorical] public required string Vendor { get; init; }
    [Categorical] public required string RateCode { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public required string Payment { get; init; }
    [Numeric] public required float Passengers { get; init; }
    [Numeric(Scale = Scale.Standard)] public required float Seconds { get; init; }
    [Numeric(Scale = Scale.Standard, Impute = Impute.Median)] public float? Miles { get; init; }
    [Label] public float Fare { get; init; }
}

[Features<Ride>]
public static class RideFeatures
{
    [Numeric] public static float MilesPerHour(float? miles, float seconds) => seconds > 0 ? (miles ?? 0f) * 3600f / seconds : 0f;
}

[Model<Ride, Regression>]
public sealed partial class RideModel;

/// <summary>Does generated code predict as fast as the same code written by hand? 4,096 distinct inputs in rotation, one call each.</summary>
[MemoryDiagnoser]
public class Prediction
{
    private const int Inputs = 4096;
    private RideModel model = null!;
    private HandWritten hand = null!;
    private Ride.Input[] inputs = [];

    [GlobalSetup]
    public void Setup()
    {
        var rides = Rides().Take(20_000).ToList();
        model = RideModel.Fit(Dataset<Ride>.FromRows(rides).SplitRandom(0.1, 0.1, seed: 1).Train);
        hand = new HandWritten(model);
        inputs = [.. rides.Take(Inputs).Select(static r => new Ride.Input
        {
            Vendor = r.Vendor, RateCode = r.RateCode, Payment = r.Payment, Passengers = r.Passengers, Seconds = r.Seconds, Miles = r.Miles,
        })];
        foreach (Ride.Input input in inputs)
            if (Math.Abs(model.Predict(in input) - hand.Predict(in input)) > 1e-3f) throw new InvalidOperationException("the two predict differently");
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Inputs)]
    public float Hand()
    {
        float sum = 0;
        foreach (ref readonly Ride.Input input in inputs.AsSpan()) sum += hand.Predict(in input);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Inputs)]
    public float Generated()
    {
        float sum = 0;
        foreach (ref readonly Ride.Input input in inputs.AsSpan()) sum += model.Predict(in input);
        return sum;
    }

    private static IEnumerable<Ride> Rides()
    {
        var random = new Random(5);
        while (true)
        {
            float miles = (float)(random.NextDouble() * 10), seconds = 60 + random.Next(3000);
            yield return new Ride
            {
                // Made at run time: a literal would be found by reference.
                Vendor = $"V{random.Next(2)}",
                RateCode = $"{random.Next(6)}",
                Payment = $"P{random.Next(5)}",
                Passengers = random.Next(6),
                Seconds = seconds,
                Miles = random.Next(20) == 0 ? null : miles,
                Fare = 3 + (2 * miles) + (seconds / 100),
            };
        }
    }

    /// <summary>What a careful engineer would write: frozen look-ups, learned constants in fields, one sum.</summary>
    private sealed class HandWritten
    {
        private readonly FrozenDictionary<string, float> vendor, rateCode, payment;
        private readonly float otherPayment, passengers, seconds, miles, milesPerHour, intercept;
        private readonly float milesMedian;
        private readonly float secondsMean, secondsFactor, milesMean, milesFactor;

        public HandWritten(RideModel model)
        {
            Ride.Learned learned = model.Learned;
            float[] weights = ((LinearPredictor)model.Predictor).Row(0).ToArray();
            FrozenDictionary<string, float> Weights(Columns.CategoryEncoding<string> encoding) =>
                encoding.Categories.Select((name, i) => (name, weights[encoding.Position + i])).ToFrozenDictionary(static c => c.name, static c => c.Item2);
            (vendor, rateCode, payment) = (Weights(learned.Vendor), Weights(learned.RateCode), Weights(learned.Payment));
            otherPayment = weights[learned.Payment.Position + learned.Payment.Categories.Count];
            (passengers, seconds, miles) = (weights[learned.Passengers.Position], weights[learned.Seconds.Position], weights[learned.Miles.Position]);
            milesPerHour = weights[learned.MilesPerHour.Position];
            (secondsMean, secondsFactor) = ((float)learned.Seconds.Offset, (float)learned.Seconds.Factor);
            (milesMean, milesFactor, milesMedian) = ((float)learned.Miles.Offset, (float)learned.Miles.Factor, learned.Miles.Fill);
            intercept = ((LinearPredictor)model.Predictor).Biases[0];
        }

        public float Predict(in Ride.Input input)
        {
            float sum = intercept;
            if (vendor.TryGetValue(input.Vendor, out float vendorWeight)) sum += vendorWeight;
            if (rateCode.TryGetValue(input.RateCode, out float rateWeight)) sum += rateWeight;
            sum += payment.TryGetValue(input.Payment, out float paymentWeight) ? paymentWeight : otherPayment;
            sum += passengers * input.Passengers;
            sum += seconds * ((input.Seconds - secondsMean) * secondsFactor);
            sum += miles * (((input.Miles ?? milesMedian) - milesMean) * milesFactor);
            sum += milesPerHour * RideFeatures.MilesPerHour(input.Miles, input.Seconds);
            return float.IsFinite(sum) ? sum : throw new ArgumentException("The input is not finite", nameof(input));
        }
    }
}
