namespace MlDsl.Training;

/// <summary>Counts what the trainings of one fit take: a model with quantiles trains three times, one whose rows have a time once for each window as well.</summary>
internal sealed class WorkMeter
{
    /// <summary>As <see cref="TrainerOptions.Work"/> counts it.</summary>
    public double Units { get; private set; }

    /// <summary>Adds a training.</summary>
    public void Add(double units) => Units += units;
}
