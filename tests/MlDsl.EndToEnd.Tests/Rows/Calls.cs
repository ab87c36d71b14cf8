namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Values that are neither numbers, texts nor dates.</summary>
[Dataset]
public sealed partial record Call
{
    [Id] public required Guid Key { get; init; }
    [Group] public required Guid Caller { get; init; }
    [Categorical] public required char Line { get; init; }
    [Categorical(Unknown = Unknown.Bucket)] public Guid? Office { get; init; }
    [DateParts(DatePart.Hour, Cyclic = true)] public required TimeOnly At { get; init; }
    public TimeSpan? Waited { get; init; }
    [Label] public float Minutes { get; init; }
}

/// <summary>The unit of a duration.</summary>
[Features<Call>]
public static class CallFeatures
{
    [Numeric(Impute = Impute.Constant)] public static float? WaitedHours(TimeSpan? waited) => (float?)waited?.TotalHours;
}

[Model<Call, Regression>]
public sealed partial class CallModel;
