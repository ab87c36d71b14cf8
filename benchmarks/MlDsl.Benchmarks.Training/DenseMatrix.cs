namespace MlDsl.Benchmarks.Training;

/// <summary>A matrix of doubles as one writes it by hand before a call of the library: a dictionary for each column of texts, row after row.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
internal sealed class DenseMatrix(int rows, int columns)
{
    private readonly Dictionary<string, int>[] categories = [.. Enumerable.Range(0, columns).Select(static _ => new Dictionary<string, int>())];

    public double[] Values { get; } = new double[rows * columns];

    public float[] Labels { get; } = new float[rows];

    public int Columns => columns;

    /// <summary>Sets a number.</summary>
    public void Set(int row, int column, float value) => Values[(row * columns) + column] = value;

    /// <summary>Sets the number of a text in the order of their coming; one that is missing is NaN.</summary>
    public void Set(int row, int column, string? text)
    {
        if (text is null)
        {
            Values[(row * columns) + column] = double.NaN;
            return;
        }
        Dictionary<string, int> known = categories[column];
        if (!known.TryGetValue(text, out int code)) known.Add(text, code = known.Count);
        Values[(row * columns) + column] = code;
    }

    /// <summary>The trips.</summary>
    public static DenseMatrix Of(IReadOnlyList<Ride> rides)
    {
        var matrix = new DenseMatrix(rides.Count, 6);
        for (int row = 0; row < rides.Count; row++)
        {
            Ride ride = rides[row];
            matrix.Set(row, 0, ride.Vendor);
            matrix.Set(row, 1, ride.RateCode);
            matrix.Set(row, 2, ride.Passengers);
            matrix.Set(row, 3, ride.Seconds);
            matrix.Set(row, 4, ride.Miles);
            matrix.Set(row, 5, ride.Payment);
            matrix.Labels[row] = ride.Fare;
        }
        return matrix;
    }

    /// <summary>The persons of the census.</summary>
    public static DenseMatrix Of(IReadOnlyList<LightGbm.Tests.Adult> persons)
    {
        var matrix = new DenseMatrix(persons.Count, 14);
        for (int row = 0; row < persons.Count; row++)
        {
            LightGbm.Tests.Adult person = persons[row];
            matrix.Set(row, 0, person.Age);
            matrix.Set(row, 1, person.WorkClass);
            matrix.Set(row, 2, person.FinalWeight);
            matrix.Set(row, 3, person.Education);
            matrix.Set(row, 4, person.EducationYears);
            matrix.Set(row, 5, person.MaritalStatus);
            matrix.Set(row, 6, person.Occupation);
            matrix.Set(row, 7, person.Relationship);
            matrix.Set(row, 8, person.Ethnicity);
            matrix.Set(row, 9, person.Sex);
            matrix.Set(row, 10, person.CapitalGain);
            matrix.Set(row, 11, person.CapitalLoss);
            matrix.Set(row, 12, person.Hours);
            matrix.Set(row, 13, person.Country);
            matrix.Labels[row] = person.IsOver50K ? 1 : 0;
        }
        return matrix;
    }

    /// <summary>The numbers of the device.</summary>
    public static DenseMatrix Of(IReadOnlyList<Reading> readings)
    {
        var matrix = new DenseMatrix(readings.Count, Reading.Columns);
        for (int row = 0; row < readings.Count; row++)
        {
            for (int column = 0; column < Reading.Columns; column++) matrix.Set(row, column, readings[row].Values[column]);
            matrix.Labels[row] = readings[row].Level;
        }
        return matrix;
    }
}
