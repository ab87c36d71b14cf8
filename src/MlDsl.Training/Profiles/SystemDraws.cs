using System.Security.Cryptography;

namespace MlDsl.Training;

/// <summary>Random numbers of the operating system's generator, which has no seed that could be stored. Safe for any number of threads.</summary>
internal sealed class SystemDraws : Random
{
    private SystemDraws()
    {
    }

    public static SystemDraws Instance { get; } = new();

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue) => RandomNumberGenerator.GetInt32(minValue, maxValue);

    public override long NextInt64() => (long)(Bits() >> 1);

    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    public override double NextDouble() => (Bits() >> 11) * (1.0 / (1UL << 53));

    public override float NextSingle() => (Bits() >> 40) * (1.0f / (1 << 24));

    protected override double Sample() => NextDouble();

    private static ulong Bits()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BitConverter.ToUInt64(bytes);
    }
}
