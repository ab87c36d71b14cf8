namespace MlDsl.Training;

/// <summary>How runs are sent to a server of MLflow.</summary>
public sealed record MlflowOptions
{
    /// <summary>The experiment that runs go into, made where it is not there; null for one of each model's name.</summary>
    public string? Experiment { get; init; }

    /// <summary>
    /// What the server knows you by, sent as a bearer token; where null, what the environment variable <c>MLFLOW_TRACKING_TOKEN</c> says, or
    /// <c>MLFLOW_TRACKING_USERNAME</c> and <c>MLFLOW_TRACKING_PASSWORD</c>. A user in the server's address comes before the variables.
    /// </summary>
    public string? Token { get; init; }

    /// <summary>Whether the model files that runs kept are uploaded, each as a logged model; they are unless set. A model file has the categories that its features learned, of <c>[Sensitive]</c> columns too.</summary>
    public bool UploadModels { get; init; } = true;

    /// <summary>How long an answer may take, 30 seconds unless set; an upload may take ten times as long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above 0, or above a day.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value > TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Timeout), value, "Timeout must be above 0 and at most a day");
    } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried again where the server is not there, too slow, busy or failing: 4 times unless set, 0 to 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public int Retries
    {
        get;
        init => field = value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(Retries), value, "Retries must be 0 to 100");
    } = 4;

    /// <summary>How long to wait before the first retry, half a second unless set; each further wait is twice as long, and at most 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public TimeSpan RetryDelay
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(RetryDelay), value, "RetryDelay must be 0 or more");
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>The options but the token, in every culture alike.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{nameof(MlflowOptions)} {{ Experiment = {Experiment}, UploadModels = {UploadModels}, Timeout = {Timeout:c}, Retries = {Retries}, RetryDelay = {RetryDelay:c} }}");
}
