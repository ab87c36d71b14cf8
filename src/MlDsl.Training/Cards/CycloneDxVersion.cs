namespace MlDsl.Training;

/// <summary>The version of CycloneDX that a bill of materials is written in.</summary>
public enum CycloneDxVersion
{
    /// <summary>1.6.</summary>
    V16,

    /// <summary>1.7.</summary>
    V17,
}
