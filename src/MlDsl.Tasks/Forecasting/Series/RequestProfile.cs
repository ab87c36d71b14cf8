using MlDsl.Training;

namespace MlDsl.Forecasting;

/// <summary>Profiles what is known of the steps of training, with which the rows ahead of a service are compared. One thread at a time.</summary>
internal sealed class RequestProfile<TRow, TInput> where TRow : IFeatureRow<TRow, TInput> where TInput : struct
{
    private readonly ProfileSketch sketch;
    private readonly ProfileFeed feed;
    private readonly double noise;
    private long rows;
    private bool isHidden;

    /// <param name="isEmpty">Whether the model takes no features, so that no column is profiled.</param>
    /// <param name="noise">The ε of the noise of columns that are marked <c>[Sensitive]</c>; 0 for none.</param>
    public RequestProfile(bool isEmpty, double noise)
    {
        this.noise = noise;
        sketch = new ProfileSketch(new ProfileLayout(isEmpty ? [] : ProfiledColumn.AllOf(TRow.Schema.Inputs), TRow.Schema.Inputs), isTimed: false);
        feed = new ProfileFeed(sketch, from: 0);
    }

    /// <summary>Takes in a row.</summary>
    public void Add(in TInput input)
    {
        if (isHidden) return;
        try
        {
            ProfiledRow next = feed.Next;
            TRow.VisitInput(in input, ref next);
        }
        catch (NotSupportedException)
        {
            // Code of an earlier version does not show its columns.
            isHidden = true;
            return;
        }
        feed.EndRow(rows++, 0);
    }

    /// <summary>The profile; null where there is none.</summary>
    public ReferenceProfile? Finish()
    {
        if (isHidden) return null;
        feed.Flush();
        ReferenceProfile profile = sketch.Finish(ProfileOptions.Default);
        return noise > 0 ? CountNoise.AddTo(profile, noise, SystemDraws.Instance) : profile;
    }
}
