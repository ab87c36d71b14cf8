namespace CompiledModel.Training;

/// <summary>Deliveries of a made-up town: kilometres, hour, weight, and the minutes they took. The same ones every time.</summary>
public static class Deliveries
{
    /// <summary>So many deliveries.</summary>
    public static (float[][] Rows, float[] Minutes) Make(int count)
    {
        var random = new Random(20);
        var rows = new float[count][];
        var minutes = new float[count];
        for (int i = 0; i < count; i++)
        {
            float kilometres = random.NextSingle() * 12f, hour = random.Next(8, 20), weight = random.NextSingle() * 20f;
            bool isRush = hour is >= 16 and < 19;
            rows[i] = [kilometres, hour, weight];
            minutes[i] = 6f + (kilometres * (isRush ? 4f : 2.5f)) + (weight > 15f ? 5f : 0f) + random.NextSingle();
        }
        return (rows, minutes);
    }
}
