namespace MlDsl.Training;

/// <summary>Differences between a model file and the code that loads it which the caller knows to be harmless.</summary>
[Flags]
public enum SchemaChange
{
    /// <summary>None: every difference is refused.</summary>
    None = 0,

    /// <summary>The code of feature methods, or code that they call, changed and gives the same values.</summary>
    FeatureCode = 1,

    /// <summary>The positive class has another name and is the same class.</summary>
    PositiveClass = 2,
}
