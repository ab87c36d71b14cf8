namespace MlDsl;

/// <summary>
/// The version of a feature method, in the place of the hash of its code that model files compare: a file loads as long as the version
/// stays. Raise it when the method's values change. For methods whose code a hash cannot tell, or changes often without harm.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FeatureAttribute : Attribute
{
    /// <summary>The version, 1 or more.</summary>
    public int Version { get; init; }
}
