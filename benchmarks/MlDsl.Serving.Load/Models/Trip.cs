using Microsoft.ML.Data;

namespace MlDsl.Serving.Load.Models;

/// <summary>What a trip costs. Of numbers only: what every peer takes without a step before the trees.</summary>
[Dataset]
public sealed partial record Trip
{
    [Numeric] public required float Seconds { get; init; }
    [Numeric] public required float Miles { get; init; }
    [Numeric] public required float Riders { get; init; }
    [Numeric] public required float Tolls { get; init; }
    [Numeric] public required float Hour { get; init; }
    [Numeric] public required float Weekday { get; init; }
    [Numeric] public required float Pickup { get; init; }
    [Numeric] public required float Dropoff { get; init; }
    [Label] public float Fare { get; init; }
}

[Model<Trip, Regression>(Name = "trip", Version = "1")]
public sealed partial class TripModel;

/// <summary>The same row as ML.NET has it: its features in one vector, which is the least work for ML.NET and for ONNX Runtime.</summary>
public class TripVector
{
    public const int Width = 8;

    [VectorType(Width)]
    public float[] Features { get; set; } = new float[Width];
}

/// <summary>The same with what is learned.</summary>
public sealed class LabeledTripVector : TripVector
{
    public float Label { get; set; }
}

/// <summary>What ML.NET says of it.</summary>
public sealed class TripScore
{
    public float Score { get; set; }
}
