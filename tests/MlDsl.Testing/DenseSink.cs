namespace MlDsl.Testing;

/// <summary>Features into a stretch of an array of zeros: what tests read most easily.</summary>
/// <param name="features">The array.</param>
/// <param name="offset">Where position 0 is.</param>
public readonly struct DenseSink(float[] features, int offset) : IFeatureSink
{
    public void Add(int position, float value) => features[offset + position] += value;
}
