namespace MlDsl.Reality;

/// <summary>Draws the values of rows: always the same for one seed, and odd ones only where rows are scored.</summary>
/// <param name="seed">The seed.</param>
/// <param name="isOdd">Whether what training rows do not hold may come.</param>
internal sealed class Dice(int seed, bool isOdd)
{
    private const int Trained = 1000, Scored = 1000;
    private static readonly float[] Extremes = [0f, -0f, 1e30f, -1e30f, float.Epsilon, 1e-30f, 16777217f, float.NaN];

    private readonly Random random = new(seed);

    /// <summary>True for one in twenty of the rows that are scored.</summary>
    public bool Rarely => random.NextDouble() < 0.05 && isOdd;

    /// <summary>Rows to train on, or to score.</summary>
    public static T[] Rows<T>(bool toScore, Func<Dice, int, T> make)
    {
        var dice = new Dice(toScore ? 2 : 1, toScore);
        return [.. Enumerable.Range(0, toScore ? Scored : Trained).Select(row => make(dice, row))];
    }

    public bool IsIn(double share) => random.NextDouble() < share;

    public int Whole(int below) => random.Next(below);

    /// <summary>As many digits.</summary>
    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));

    /// <summary>A number between -2 and 2.</summary>
    public float Number() => (float)((random.NextDouble() * 4) - 2);

    /// <summary>A number over many powers of ten, and sometimes one at the edge of its type.</summary>
    public float Extreme() => Rarely ? Extremes[random.Next(Extremes.Length)] : (float)Math.Exp((random.NextDouble() * 20) - 10);
}
