namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>A guest of a hotel: no label.</summary>
[Dataset]
public sealed partial record Guest
{
    [Numeric(Scale = Scale.Standard)] public float Nights { get; init; }

    [Numeric(Scale = Scale.Standard)] public float Spent { get; init; }

    [Categorical] public required string Season { get; init; }
}

/// <summary>Labels of each kind, which nobody looks at.</summary>
[Dataset]
public sealed partial record NumberedGuest
{
    [Numeric] public float Nights { get; init; }

    [Label] public int Room { get; init; }
}

[Dataset]
public sealed partial record NamedGuest
{
    [Numeric] public float Nights { get; init; }

    [Label] public required string Room { get; init; }
}

/// <summary>More features than rows may be compared by.</summary>
[Dataset]
public sealed partial record WideGuest
{
    [Numeric(Scale = Scale.Standard)] public float Nights { get; init; }

    [Categorical(Encoding = CategoricalEncoding.Hashed, HashBits = 15)] public required string Town { get; init; }
}

[Model<WideGuest, Clustering>]
[KMeans(Clusters = 2, Restarts = 1, MaxIterations = 5)]
public sealed partial class WideModel;

[Model<Guest, Clustering>(Name = "guests")]
[KMeans(Clusters = 3)]
public sealed partial class GuestModel;

[Model<NumberedGuest, Clustering>, KMeans(Clusters = 2)]
public sealed partial class NumberedModel;

[Model<NamedGuest, Clustering>, KMeans(Clusters = 2)]
public sealed partial class NamedModel;

[Model<Guest, Clustering>(Name = "mixed guests")]
[GaussianMixture(Clusters = 2, MaxClusters = 4, Covariance = Covariance.Diagonal)]
public sealed partial class MixedGuests;
