namespace MlDsl.Labels.Tests.Rows;

/// <summary>A ride whose label is an amount.</summary>
[Dataset]
public sealed partial record Fare
{
    [Numeric] public required float Stops { get; init; }
    [Label] public required float Price { get; init; }
}

/// <summary>A ride whose label is a whole number.</summary>
[Dataset]
public sealed partial record Stars
{
    [Numeric] public required float Stops { get; init; }
    [Label] public required int Given { get; init; }
}
