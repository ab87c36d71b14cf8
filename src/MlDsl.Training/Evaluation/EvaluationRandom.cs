using System.Runtime.CompilerServices;

namespace MlDsl.Training;

/// <summary>Random numbers that are a pure function of where they are used, so that neither order nor threads matter.</summary>
/// <remarks>SplitMix64 read at any position: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators".</remarks>
internal static class EvaluationRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>The stream of one use, such as one resample.</summary>
    public static ulong Stream(ulong seed, int use) => At(At(seed, 1), (ulong)use);

    /// <summary>The 64 bits at a position of a stream.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ulong stream, ulong position)
    {
        ulong bits = stream + (position * Step);
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
