namespace MlDsl;

/// <summary>
/// Where features flow: a dense vector, a sparse list, or straight into a linear model's sum. A position that is not written is 0;
/// a position that is written twice counts the sum.
/// </summary>
public interface IFeatureSink
{
    /// <summary>Adds <paramref name="value"/> at <paramref name="position"/> of the feature vector.</summary>
    void Add(int position, float value);
}
