namespace MlDsl.EndToEnd.Tests.Rows;

/// <summary>Rows with a weight that belong to groups, whose target encoding is dealt to folds by group.</summary>
[Dataset]
public sealed partial record Parcel
{
    [Group] public required Guid Sender { get; init; }
    [Weight] public required double Copies { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Target, Smoothing = 2)] public required string City { get; init; }
    [Numeric(Impute = Impute.Median, Scale = Scale.Standard)] public float? Mass { get; init; }
    [Label] public double Cost { get; init; }
}

[Model<Parcel, Regression>(Name = "parcels")]
[LinearRegression(L2 = 1e-3)]
public sealed partial class ParcelModel;

/// <summary>Rows in time, whose target encoding learns from earlier ones; the label is a number of several classes.</summary>
[Dataset]
public sealed partial record Reading
{
    [EventTime, DateParts(DatePart.Hour | DatePart.DayOfWeek)] public required DateTimeOffset At { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Count)] public required int Sensor { get; init; }
    [Numeric(Scale = Scale.Standard)] public required decimal Heat { get; init; }
    [Label] public short Level { get; init; }
}

[Model<Reading, MulticlassClassification>(Name = "readings")]
[LogisticRegression(L2 = 1e-2)]
public sealed partial class ReadingModel;

/// <summary>Rows in time for a number, by a clock without a zone.</summary>
[Dataset]
public sealed partial record Delivery
{
    [EventTime] public required DateTime At { get; init; }
    [DateParts(DatePart.Hour)] public required DateTime Ordered { get; init; }
    [Categorical(Encoding = CategoricalEncoding.Target)] public required string Shop { get; init; }
    [Label] public float Sum { get; init; }
}

[Model<Delivery, Regression>(Name = "deliveries")]
[PoissonRegression(L2 = 0.1)]
public sealed partial class DeliveryModel;
