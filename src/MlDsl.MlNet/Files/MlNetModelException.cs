namespace MlDsl.MlNet;

/// <summary>A model file cannot be loaded through ML.NET: it is absent, another one, names assemblies that are none of ML.NET's, or ML.NET refuses it.</summary>
public sealed class MlNetModelException : Exception
{
    /// <summary>An error without details.</summary>
    public MlNetModelException()
        : this("the model cannot be loaded through ML.NET")
    {
    }

    /// <summary>An error that names the model.</summary>
    public MlNetModelException(string message)
        : base(message)
    {
    }

    /// <summary>An error that names the model, and what caused it.</summary>
    public MlNetModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
