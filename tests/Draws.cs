using System.Globalization;
using FsCheck;

namespace MlDsl.Testing;

/// <summary>
/// What properties are tried on: the same draws in every run, so that none fails now and then. <c>MLDSL_DRAWS</c> tries that many times as many,
/// <c>MLDSL_DRAWS_SEED</c> draws others; what fails says what it failed on.
/// </summary>
public static class Draws
{
    private const int Usual = 100;
    private static readonly int Times = Number("MLDSL_DRAWS", 1), Seed = Number("MLDSL_DRAWS_SEED", 20240517);

    /// <summary>The configuration of a property.</summary>
    /// <param name="count">How many draws it is tried on, times <c>MLDSL_DRAWS</c>.</param>
    public static Config Of(int count = Usual) => Config.QuickThrowOnFailure.WithMaxTest(count * Times).WithReplay((ulong)Seed, 31);

    private static int Number(string name, int usual) => Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new InvalidOperationException($"{name} is '{text}', which is no number from 1");
}
